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
      if (!(weights[i] >= 0)) {
        throw problem(i, "the weight is " + weights[i] + ", not a number from 0 up");
      }
      total += weights[i];
      if (total == Double.POSITIVE_INFINITY) {
        throw problem(i, "the weights up to here add up to infinity");
      }
    }
  }

  /** What is wrong with the row of this index. */
  static IllegalArgumentException problem(int index, String problem) {
    return new IllegalArgumentException("row " + (index + 1) + ": " + problem);
  }
}
