package io.twinhead.evaluation;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Weights of the rows by actual and predicted class, K classes by K, and the metrics that follow.
 *
 * @param weights a row for each actual class, in it a column for each predicted class
 */
@SuppressWarnings("ArrayRecordComponent") // read by cell, never compared
public record ConfusionTable(double[][] weights) {
  private static final String NO_WEIGHT = "the rows have no weight";

  /** Counts the predictions' most probable classes. */
  public static ConfusionTable of(ClassPredictions predictions) {
    return of(
        predictions.predicted(),
        predictions.labels(),
        predictions.weights(),
        predictions.classes());
  }

  static ConfusionTable of(int[] predicted, int[] labels, double[] weights, int classes) {
    double[][] table = new double[classes][classes];
    for (int i = 0; i < labels.length; i++) {
      table[labels[i]][predicted[i]] += weights[i];
    }
    return new ConfusionTable(table);
  }

  /** K, the number of classes. */
  public int classes() {
    return weights.length;
  }

  /** The weight of the rows of class {@code k}. */
  public double actual(int k) {
    return sum(j -> weights[k][j]);
  }

  /** The weight of the rows predicted as class {@code k}. */
  public double predicted(int k) {
    return sum(j -> weights[j][k]);
  }

  /** The weight of all rows. */
  public double total() {
    return sum(this::actual);
  }

  /** Class {@code k} as the positive one against all others together. */
  public ConfusionMatrix oneAgainstRest(int k) {
    double tp = weights[k][k];
    double fp = sumOfOthers(k, j -> weights[j][k]);
    double fn = sumOfOthers(k, j -> weights[k][j]);
    return new ConfusionMatrix(tp, fp, fn, sumOfOthers(k, i -> sumOfOthers(k, j -> weights[i][j])));
  }

  /** Returns the share of rows whose predicted class is the actual one. */
  public Score accuracy() {
    double total = total();
    return total == 0 ? Score.undefined(NO_WEIGHT) : Score.of(sum(k -> weights[k][k]) / total);
  }

  /** Returns the mean recall of the classes that occur. */
  public Score balancedAccuracy() {
    int[] present = IntStream.range(0, classes()).filter(k -> actual(k) > 0).toArray();
    return switch (present.length) {
      case 0 -> Score.undefined(NO_WEIGHT);
      case 1 -> Score.undefined(Ranking.ONE_CLASS);
      default ->
          Score.of(
              IntStream.of(present).mapToDouble(k -> weights[k][k] / actual(k)).sum()
                  / present.length);
    };
  }

  /**
   * Returns the correlation of predicted and actual class, R_K of Gorodkin, "Comparing two
   * K-category assignments by a K-category correlation coefficient" (2004).
   */
  public Score mcc() {
    double total = total();
    if (total == 0) {
      return Score.undefined(NO_WEIGHT);
    }
    double ofActual = spread(k -> actual(k) / total);
    double ofPredicted = spread(k -> predicted(k) / total);
    if (ofActual == 0) {
      return Score.undefined(Ranking.ONE_CLASS);
    }
    if (ofPredicted == 0) {
      return Score.undefined("all rows are predicted alike");
    }
    double r = covariance(total) / Math.sqrt(ofActual) / Math.sqrt(ofPredicted);
    return Score.of(Math.max(-1, Math.min(1, r))); // rounding only
  }

  /** The sum over classes of C_kk n - t_k p_k, written so that rare classes do not cancel. */
  private double covariance(double total) {
    return sum(
        k -> {
          ConfusionMatrix m = oneAgainstRest(k);
          return m.tp() / total * (m.tn() / total) - m.fp() / total * (m.fn() / total);
        });
  }

  /** 1 less the sum of squares, written so that it is 0 only if one share has all. */
  private double spread(IntToDoubleFunction share) {
    return sum(k -> share.applyAsDouble(k) * sumOfOthers(k, share));
  }

  private double sum(IntToDoubleFunction ofClass) {
    return sumOfOthers(-1, ofClass);
  }

  private double sumOfOthers(int k, IntToDoubleFunction ofClass) {
    double sum = 0;
    for (int j = 0; j < classes(); j++) {
      sum += j == k ? 0 : ofClass.applyAsDouble(j);
    }
    return sum;
  }
}
