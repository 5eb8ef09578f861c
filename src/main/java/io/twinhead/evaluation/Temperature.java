package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Temperature scaling, d / T (Guo et al., "On Calibration of Modern Neural Networks", 2017), which
 * changes no decision at probability one half.
 *
 * <p>T divides d = z1 - z0, the difference of the softmax logits and the sigmoid's logit s: it is
 * the T of softmax(z / T) for any logits with that difference, be they (0, s) or (-s/2, +s/2). Read
 * against s, a network that puts out (-s, +s) needs twice that T, since its difference is 2 s.
 *
 * @param temperature T, positive; above 1 the model was too sure of itself, below 1 too hesitant
 */
public record Temperature(double temperature) implements Calibration {
  /** The root mean square of the log-odds afterwards lies between this and its inverse. */
  private static final double RANGE = 100;

  private static final int MAX_EVALUATIONS = 1000;

  public Temperature {
    if (!(LogOdds.requireFinite("temperature", temperature) > 0)) {
      throw new IllegalArgumentException("temperature = " + temperature + ": must be above 0");
    }
  }

  /**
   * Minimises the log loss, which is convex in 1 / T.
   *
   * <p>If every row is on its right side, the loss falls as T goes to 0; if the scores are worse
   * than chance, as T goes to infinity. So T is sought where the root mean square of the log-odds
   * afterwards lies between 1/100 and 100, a range that is widened to contain T = 1.
   */
  static Temperature fit(BinaryPredictions rows) {
    double size = rootMeanSquare(rows);
    if (size == 0) {
      return new Temperature(1);
    }
    double flattest = -Math.log(Math.max(1, size * RANGE));
    double steepest = -Math.log(Math.min(1, size / RANGE));
    if (slope(rows, size, flattest) >= 0) {
      return new Temperature(Math.exp(-flattest));
    }
    if (slope(rows, size, steepest) <= 0) {
      return new Temperature(Math.exp(-steepest));
    }
    double best =
        new BrentSolver(1e-15, 1e-15, Double.MIN_VALUE)
            .solve(MAX_EVALUATIONS, u -> slope(rows, size, u), flattest, steepest);
    return new Temperature(Math.exp(-best));
  }

  @Override
  public CalibrationMethod method() {
    return CalibrationMethod.TEMPERATURE;
  }

  @Override
  public double apply(double logOdds) {
    return LogOdds.finite(LogOdds.finite(logOdds) / temperature);
  }

  /** The derivative of the log loss by 1 / T at 1 / T = exp(u), up to a positive factor. */
  private static double slope(BinaryPredictions rows, double size, double u) {
    double inverse = Math.exp(u);
    double sum = 0;
    for (int i = 0; i < rows.size(); i++) {
      double d = rows.logits()[i];
      double residual =
          rows.labels()[i] == 1 ? -Logistic.sigmoid(-d * inverse) : Logistic.sigmoid(d * inverse);
      sum += rows.weights()[i] * residual * (d / size);
    }
    return sum;
  }

  private static double rootMeanSquare(BinaryPredictions rows) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < rows.size(); i++) {
      sum += rows.weights()[i] * rows.logits()[i] * rows.logits()[i];
      total += rows.weights()[i];
    }
    return Math.sqrt(sum / total);
  }
}
