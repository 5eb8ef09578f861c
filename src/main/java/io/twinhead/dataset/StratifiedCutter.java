package io.twinhead.dataset;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Gives each bin its share of every class, to within one row. */
final class StratifiedCutter implements Cutter {
  private final int[] strata;
  private final SplittableRandom random;

  StratifiedCutter(int[] strata, SplittableRandom random) {
    this.strata = strata;
    this.random = random;
  }

  @Override
  public int[] deal(int[] rows, int bins) {
    int[] order = shuffledByClass(rows);
    int[] bin = new int[rows.length];
    for (int i = 0; i < order.length; i++) {
      bin[order[i]] = i % bins; // like cards: consecutive rows of a class go to different bins
    }
    return bin;
  }

  @Override
  public int[] cut(int[] rows, double share) {
    int[] order = shuffledByClass(rows);
    int[] bin = new int[rows.length];
    for (int start = 0; start < order.length; ) {
      int stratum = strata[rows[order[start]]];
      int end = start;
      while (end < order.length && strata[rows[order[end]]] == stratum) {
        end++;
      }
      int taken = taken(start, end, share);
      Arrays.stream(order, start, start + taken).forEach(position -> bin[position] = 1);
      start = end;
    }
    return bin;
  }

  /** At least one row of a class on either side, if it has two; exact in the sum over classes. */
  private static int taken(int start, int end, double share) {
    int exact = (int) (Math.round(share * end) - Math.round(share * start));
    return Math.min(Math.max(1, exact), end - start - 1);
  }

  /** Positions in {@code rows}, class by class, in random order within a class. */
  private int[] shuffledByClass(int[] rows) {
    int[] shuffled = Shuffle.of(rows.length, random);
    int[] order = Order.by(rows.length, i -> strata[rows[shuffled[i]]]);
    return Arrays.stream(order).map(i -> shuffled[i]).toArray();
  }
}
