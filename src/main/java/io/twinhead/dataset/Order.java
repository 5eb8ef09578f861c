package io.twinhead.dataset;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Sorts positions without an object for each. */
final class Order {
  private Order() {}

  /** The numbers below {@code n} by their keys; those of equal keys stay in order. */
  static int[] by(int n, IntUnaryOperator key) {
    long[] keyed = new long[n];
    for (int i = 0; i < n; i++) {
      keyed[i] = ((long) key.applyAsInt(i) << Integer.SIZE) | i;
    }
    Arrays.sort(keyed);
    return IntStream.range(0, n).map(i -> (int) keyed[i]).toArray();
  }
}
