package io.twinhead.evaluation;

import io.twinhead.head.Logistic;

/**
 * Platt scaling, a d + b ("Probabilistic Outputs for Support Vector Machines", 1999).
 *
 * @param a slope, at least 0
 * @param b log-odds given to d = 0
 */
public record Platt(double a, double b) implements Calibration {
  public Platt {
    LogOdds.requireSlope("a", a);
    LogOdds.requireFinite("b", b);
  }

  /**
   * Minimises the cross-entropy with Platt's targets, (P + 1) / (P + 2) for a positive row and 1 /
   * (N + 2) for a negative one, where P and N are the weights of the classes, all weights together
   * being the number of rows. The targets keep the fit finite when the classes can be separated.
   *
   * <p>Scores that rank worse than chance ask for a &lt; 0. As the loss is convex, the best map
   * without reversal is then a = 0: every row gets the mean target.
   */
  static Platt fit(BinaryPredictions rows) {
    double positives = CalibrationRows.weightOf(rows, 1);
    double negatives = CalibrationRows.weightOf(rows, 0);
    double positive = (positives + 1) / (positives + 2);
    double negative = 1 / (negatives + 2);
    double[] targets = new double[rows.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = rows.labels()[i] == 1 ? positive : negative;
    }
    double[] fitted =
        LogisticRegression.fit(new double[][] {rows.logits()}, targets, rows.weights());
    double mean = (positives * positive + negatives * negative) / (positives + negatives);
    return fitted[1] > 0 ? new Platt(fitted[1], fitted[0]) : new Platt(0, Logistic.logit(mean));
  }

  @Override
  public CalibrationMethod method() {
    return CalibrationMethod.PLATT;
  }

  @Override
  public double apply(double logOdds) {
    return LogOdds.finite(a * LogOdds.finite(logOdds) + b);
  }
}
