package io.twinhead.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;

/** Counts rows that repeat an earlier one. */
final class Duplicates {
  private final List<IntToLongFunction> cells;

  private Duplicates(List<IntToLongFunction> cells) {
    this.cells = cells;
  }

  static int count(List<Column> features, Labels labels, int rows) {
    List<IntToLongFunction> cells = new ArrayList<>();
    features.forEach(column -> cells.add(column::identity));
    byte[][] indicators = labels.indicators();
    if (indicators == null) {
      cells.add(row -> labels.codes()[row]);
    } else {
      for (int k = 0; k < labels.classes().size(); k++) {
        int label = k;
        cells.add(row -> indicators[row][label]);
      }
    }
    return new Duplicates(cells).count(rows);
  }

  /** For each row the first one that has the same cells. */
  static int[] originals(List<IntToLongFunction> cells, int rows) {
    return new Duplicates(cells).originals(rows);
  }

  private int[] originals(int rows) {
    Map<Row, Integer> first = new HashMap<>();
    int[] originals = new int[rows];
    for (int row = 0; row < rows; row++) {
      Integer earlier = first.putIfAbsent(new Row(row), row);
      originals[row] = earlier == null ? row : earlier;
    }
    return originals;
  }

  private int count(int rows) {
    Set<Row> seen = new HashSet<>();
    int repeated = 0;
    for (int row = 0; row < rows; row++) {
      repeated += seen.add(new Row(row)) ? 0 : 1;
    }
    return repeated;
  }

  private final class Row {
    private final int index;
    private final int hash;

    Row(int index) {
      this.index = index;
      int sum = 1;
      for (IntToLongFunction cell : cells) {
        sum = 31 * sum + Long.hashCode(cell.applyAsLong(index));
      }
      hash = sum;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Row row) || row.hash != hash) {
        return false;
      }
      return cells.stream().allMatch(c -> c.applyAsLong(index) == c.applyAsLong(row.index));
    }
  }
}
