package io.twinhead.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/** Collects words in a vocabulary. */
final class CategoricalBuilder extends ColumnBuilder {
  private final Vocabulary vocabulary = new Vocabulary();
  private final BitSet numberCodes = new BitSet();
  private final List<int[]> pieces = new ArrayList<>();
  private int[] piece = {};

  CategoricalBuilder(String name) {
    super(name);
  }

  @Override
  void addMissing() {
    append(CategoricalColumn.MISSING);
  }

  @Override
  void addValue(char[] text, int from, int to) {
    int known = vocabulary.size();
    int code = vocabulary.number(text, from, to);
    if (code == known && !Double.isNaN(Cells.number(text, from, to))) {
      numberCodes.set(code);
    }
    count(!numberCodes.get(code), text, from, to);
    append(code);
  }

  private void append(int code) {
    int place = size % PIECE;
    if (place == 0) {
      piece = new int[PIECE];
      pieces.add(piece);
    }
    piece[place] = code;
  }

  private int code(int row) {
    return pieces.get(row / PIECE)[row % PIECE];
  }

  /** Each different word once. */
  List<String> words() {
    return vocabulary.words();
  }

  /** The rows whose word is of some kind, which is asked once for each different word. */
  BitSet rowsOf(boolean missing, Predicate<String> kind) {
    BitSet codes = new BitSet();
    List<String> words = vocabulary.words();
    for (int code = 0; code < words.size(); code++) {
      codes.set(code, kind.test(words.get(code)));
    }
    BitSet rows = new BitSet();
    for (int row = 0; row < size; row++) {
      int code = code(row);
      rows.set(row, code == CategoricalColumn.MISSING ? missing : codes.get(code));
    }
    return rows;
  }

  /** Categories that no row has any more are forgotten. */
  @Override
  CategoricalColumn build(BitSet without) {
    List<String> words = vocabulary.words();
    List<String> categories = new ArrayList<>();
    int[] renumbered = new int[words.size()];
    Arrays.fill(renumbered, CategoricalColumn.MISSING);
    int[] codes = new int[size - without.cardinality()];
    int kept = 0;
    for (int row = 0; row < size; row++) {
      if (without.get(row)) {
        continue;
      }
      int code = code(row);
      if (code != CategoricalColumn.MISSING && renumbered[code] == CategoricalColumn.MISSING) {
        renumbered[code] = categories.size();
        categories.add(words.get(code));
      }
      codes[kept++] = code == CategoricalColumn.MISSING ? code : renumbered[code];
    }
    pieces.clear();
    return new CategoricalColumn(name, List.copyOf(categories), codes);
  }
}
