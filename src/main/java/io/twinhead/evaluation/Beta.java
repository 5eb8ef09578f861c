package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
import java.util.Arrays;

/**
 * Beta calibration, c + a log p - b log(1 - p) (Kull, Silva Filho and Flach, "Beta calibration: a
 * well-founded and easily implemented improvement on logistic calibration for binary classifiers",
 * 2017). a = b = 1, c = 0 is the identity; a = b is Platt's family.
 *
 * @param a slope for log p, at least 0: bends the lower tail
 * @param b slope for -log(1 - p), at least 0: bends the upper tail
 * @param c log-odds given where both terms cancel
 */
public record Beta(double a, double b, double c) implements Calibration {
  public Beta {
    LogOdds.requireSlope("a", a);
    LogOdds.requireSlope("b", b);
    LogOdds.requireFinite("c", c);
  }

  /**
   * Logistic regression on log p and -log(1 - p), both taken from the log-odds, so that p = 1 needs
   * no clipping. If a slope comes out negative it is set to 0 and the rest fitted again, as in the
   * paper; if both do, the paper zeroes a, and here the better choice is taken. As the loss is
   * convex, the result is optimal under a, b &gt;= 0.
   */
  static Beta fit(BinaryPredictions rows) {
    double[] logP = Arrays.stream(rows.logits()).map(d -> -Logistic.softplus(-d)).toArray();
    double[] minusLogQ = Arrays.stream(rows.logits()).map(Logistic::softplus).toArray();
    double[] both = regress(rows, logP, minusLogQ);
    if (both[1] >= 0 && both[2] >= 0) {
      return new Beta(both[1], both[2], both[0]);
    }
    double[] lower = regress(rows, logP);
    double[] upper = regress(rows, minusLogQ);
    Beta onlyA = lower[1] > 0 ? new Beta(lower[1], 0, lower[0]) : constant(rows);
    Beta onlyB = upper[1] > 0 ? new Beta(0, upper[1], upper[0]) : constant(rows);
    return CalibrationRows.logLoss(rows, onlyA) < CalibrationRows.logLoss(rows, onlyB)
        ? onlyA
        : onlyB;
  }

  @Override
  public CalibrationMethod method() {
    return CalibrationMethod.BETA;
  }

  @Override
  public double apply(double logOdds) {
    double d = LogOdds.finite(logOdds);
    return LogOdds.finite(c - a * Logistic.softplus(-d) + b * Logistic.softplus(d));
  }

  private static double[] regress(BinaryPredictions rows, double[]... features) {
    double[] targets = Arrays.stream(rows.labels()).asDoubleStream().toArray();
    return LogisticRegression.fit(features, targets, rows.weights());
  }

  private static Beta constant(BinaryPredictions rows) {
    return new Beta(
        0,
        0,
        Math.log(CalibrationRows.weightOf(rows, 1)) - Math.log(CalibrationRows.weightOf(rows, 0)));
  }
}
