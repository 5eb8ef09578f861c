package io.twinhead.dataset;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Collects the cells of one column and counts what they look like. */
abstract sealed class ColumnBuilder permits NumericBuilder, CategoricalBuilder {
  /** A cell worth telling the user about. */
  record Cell(int row, String text) {}

  /** Rows in one piece of the store. */
  static final int PIECE = 4096;

  final String name;
  int size;
  int numbers;
  int words;

  /** The first few. */
  final List<Cell> firstWords = new ArrayList<>();

  ColumnBuilder(String name) {
    this.name = name;
  }

  final void add(char[] text, int from, int to) {
    if (Cells.isMissing(text, from, to)) {
      addMissing();
    } else {
      addValue(text, from, to);
    }
    size++;
  }

  final void count(boolean isWord, char[] text, int from, int to) {
    if (isWord) {
      words++;
      keep(firstWords, text, from, to);
    } else {
      numbers++;
    }
  }

  final void keep(List<Cell> first, char[] text, int from, int to) {
    if (first.size() < LeftOutRows.MOST_NAMED) {
      first.add(new Cell(size, new String(text, from, to - from)));
    }
  }

  /** At most one value in twenty is a word: a number column with slips, not categories. */
  final boolean isMostlyNumbers() {
    return 20L * words <= numbers + words;
  }

  abstract void addMissing();

  abstract void addValue(char[] text, int from, int to);

  /**
   * Everything but some rows. The store is given back meanwhile, so this can be done once.
   *
   * @param without rows to leave out
   */
  abstract Column build(BitSet without);
}
