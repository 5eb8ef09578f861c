package io.twinhead.dataset;

import org.jspecify.annotations.Nullable;

/** Collects the cells of one column and counts what they look like. */
abstract sealed class ColumnBuilder permits NumericBuilder, CategoricalBuilder {
  /** A cell worth telling the user about. */
  record Cell(int row, String text) {}

  final String name;
  int size;
  int numbers;
  int words;
  @Nullable Cell firstWord;
  @Nullable Cell firstInfinity;

  ColumnBuilder(String name) {
    this.name = name;
  }

  final void add(char[] text, int from, int to) {
    if (Cells.isMissing(text, from, to)) {
      addMissing();
    } else {
      double number = Cells.number(text, from, to);
      count(number, text, from, to);
      addValue(number, text, from, to);
    }
    size++;
  }

  private void count(double number, char[] text, int from, int to) {
    if (Double.isNaN(number)) {
      words++;
      firstWord = firstWord == null ? cell(text, from, to) : firstWord;
    } else {
      numbers++;
      if (Double.isInfinite(number) && firstInfinity == null) {
        firstInfinity = cell(text, from, to);
      }
    }
  }

  private Cell cell(char[] text, int from, int to) {
    return new Cell(size, new String(text, from, to - from));
  }

  /** At most one value in twenty is a word: a number column with slips, not categories. */
  final boolean isMostlyNumbers() {
    return 20L * words <= numbers + words;
  }

  abstract void addMissing();

  /** Takes a value; {@code number} is NaN if it is a word. */
  abstract void addValue(double number, char[] text, int from, int to);

  abstract Column build();
}
