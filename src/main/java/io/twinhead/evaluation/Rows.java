package io.twinhead.evaluation;

import java.util.Arrays;

/** What every kind of predictions demands of its rows; errors count rows from 1. */
final class Rows {
  private Rows() {}

  /** A weight of 1 for each of {@code rows}. */
  static double[] unweighted(int rows) {
    double[] weights = new double[rows];
    Arrays.fill(weights, 1);
    return weights;
  }

  static void checkWeights(double[] weights) {
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      check(weights[i] >= 0, i, "the weight is %s, not a number from 0 up", weights[i]);
      total += weights[i];
      check(total < Double.POSITIVE_INFINITY, i, "the weights up to here add up to infinity");
    }
  }

  /** Throws unless the claim about the row with this index holds. */
  static void check(boolean holds, int index, String problem, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException("row " + (index + 1) + ": " + problem.formatted(values));
    }
  }
}
