package io.twinhead.dataset;

import java.util.SplittableRandom;

/** The Fisher-Yates shuffle. */
public final class Shuffle {
  private Shuffle() {}

  /** The numbers below {@code n} in random order. */
  public static int[] of(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
