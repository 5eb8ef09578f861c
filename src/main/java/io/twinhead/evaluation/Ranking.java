package io.twinhead.evaluation;

import java.util.Arrays;

/**
 * The rows ordered by logit, equal logits together. Ranks come from logits, because probabilities
 * near 1 tie where logits still differ.
 */
final class Ranking {
  static final String ONE_CLASS = "only one class is present";
  static final String NO_POSITIVES = "no row is positive";

  private final int[] labels;
  private final double[] levels;
  private final int[] levelOfRow;

  Ranking(BinaryPredictions predictions) {
    labels = predictions.labels();
    // Adding 0.0 turns -0.0 into 0.0, which sorting would tell apart.
    double[] logits = Arrays.stream(predictions.logits()).map(s -> s + 0.0).toArray();
    double[] sorted = logits.clone();
    Arrays.sort(sorted);
    levels = distinct(sorted);
    levelOfRow = new int[logits.length];
    Arrays.setAll(levelOfRow, i -> Arrays.binarySearch(levels, logits[i]));
  }

  /** The distinct logits, ascending. */
  double[] levels() {
    return levels;
  }

  /** The index of the row's logit in {@link #levels}. */
  int level(int row) {
    return levelOfRow[row];
  }

  /** Adds up the rows' weights by level and label. */
  Tally tally(double[] weights) {
    Tally tally = new Tally(new double[levels.length], new double[levels.length]);
    for (int i = 0; i < weights.length; i++) {
      (labels[i] == 1 ? tally.positive : tally.negative)[levelOfRow[i]] += weights[i];
    }
    return tally;
  }

  private static double[] distinct(double[] sorted) {
    int n = 0;
    for (double value : sorted) {
      if (n == 0 || value != sorted[n - 1]) {
        sorted[n++] = value;
      }
    }
    return Arrays.copyOf(sorted, n);
  }

  /** Weight of the positive and of the negative rows at each level. */
  @SuppressWarnings("ArrayRecordComponent") // internal, never compared
  record Tally(double[] positive, double[] negative) {

    /** Mann and Whitney's statistic: a level's negatives are half below its own positives. */
    Score rocAuc() {
      double positives = Arrays.stream(positive).sum();
      double negatives = Arrays.stream(negative).sum();
      if (positives == 0 || negatives == 0) {
        return Score.undefined(ONE_CLASS);
      }
      double below = 0;
      double area = 0;
      for (int k = 0; k < positive.length; k++) {
        area += positive[k] / positives * (below + negative[k] / 2);
        below += negative[k];
      }
      return Score.of(Math.min(1, area / negatives)); // a sum of shares can round above 1
    }

    /** Sum over levels of (recall gained) x (precision down to this level). */
    Score averagePrecision() {
      double positives = Arrays.stream(positive).sum();
      if (positives == 0) {
        return Score.undefined(NO_POSITIVES);
      }
      double truePositive = 0;
      double accepted = 0;
      double sum = 0;
      for (int k = positive.length - 1; k >= 0; k--) {
        truePositive += positive[k];
        accepted += positive[k] + negative[k];
        if (positive[k] > 0) {
          sum += positive[k] / positives * (truePositive / accepted);
        }
      }
      return Score.of(Math.min(1, sum)); // a sum of shares can round above 1
    }
  }
}
