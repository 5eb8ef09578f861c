package io.twinhead.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Finds rows that repeat an earlier one, in memory for three numbers a row. */
final class Duplicates {
  private static final int FREE = -1;

  private final List<IntToLongFunction> cells;
  private final long[] hashes;

  private Duplicates(List<IntToLongFunction> cells, int rows) {
    this.cells = cells;
    hashes = new long[rows];
    for (IntToLongFunction cell : cells) {
      StopRequest.heed("looking for duplicates");
      for (int row = 0; row < rows; row++) {
        hashes[row] = Mixing.of(hashes[row] ^ cell.applyAsLong(row));
      }
    }
  }

  /** How many rows repeat an earlier one's features and labels. */
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
    int[] originals = originals(cells, rows);
    int repeated = 0;
    for (int row = 0; row < rows; row++) {
      repeated += originals[row] == row ? 0 : 1;
    }
    return repeated;
  }

  /** For each row the first one that has the same cells. */
  static int[] originals(List<IntToLongFunction> cells, int rows) {
    return new Duplicates(cells, rows).originals();
  }

  private int[] originals() {
    int[] slots = new int[Integer.highestOneBit(Math.max(1, hashes.length)) << 2];
    Arrays.fill(slots, FREE);
    int[] originals = new int[hashes.length];
    for (int row = 0; row < originals.length; row++) {
      int slot = (int) hashes[row] & (slots.length - 1);
      while (slots[slot] != FREE && !areSame(row, slots[slot])) {
        slot = (slot + 1) & (slots.length - 1);
      }
      if (slots[slot] == FREE) {
        slots[slot] = row;
      }
      originals[row] = slots[slot];
    }
    return originals;
  }

  private boolean areSame(int row, int other) {
    return hashes[row] == hashes[other]
        && cells.stream().allMatch(c -> c.applyAsLong(row) == c.applyAsLong(other));
  }
}
