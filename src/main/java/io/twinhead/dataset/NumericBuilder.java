package io.twinhead.dataset;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Collects numbers; words become missing values (and are counted). */
final class NumericBuilder extends ColumnBuilder {
  private final List<double[]> pieces = new ArrayList<>();
  private double[] piece = {};

  final List<Cell> firstInfinities = new ArrayList<>();
  final BitSet wordRows = new BitSet();
  final BitSet infiniteRows = new BitSet();

  NumericBuilder(String name) {
    super(name);
  }

  @Override
  void addMissing() {
    append(Double.NaN);
  }

  @Override
  void addValue(char[] text, int from, int to) {
    double number = Cells.number(text, from, to);
    boolean isWord = Double.isNaN(number);
    count(isWord, text, from, to);
    if (isWord) {
      wordRows.set(size);
    } else if (Double.isInfinite(number)) {
      infiniteRows.set(size);
      keep(firstInfinities, text, from, to);
    }
    append(number);
  }

  private void append(double value) {
    int place = size % PIECE;
    if (place == 0) {
      piece = new double[PIECE];
      pieces.add(piece);
    }
    piece[place] = value;
  }

  @Override
  NumericColumn build(BitSet without) {
    double[] values = new double[size - without.cardinality()];
    int kept = 0;
    for (int row = 0; row < size; row++) {
      if (!without.get(row)) {
        values[kept++] = pieces.get(row / PIECE)[row % PIECE];
      }
    }
    pieces.clear();
    return new NumericColumn(name, values);
  }
}
