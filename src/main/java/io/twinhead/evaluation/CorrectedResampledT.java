package io.twinhead.evaluation;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Student's t for scores from J overlapping train/test splits, after Nadeau and Bengio, "Inference
 * for the Generalization Error", Machine Learning 52 (2003).
 *
 * <p>Resampled training sets share rows, so the plain variance of the mean, s^2 / J, is too small.
 * The corrected one is (1 / J + n_test / n_train) s^2, with J - 1 degrees of freedom. For K folds,
 * redrawn for every seed or not, n_test / n_train = 1 / (K - 1); a ratio of 0 is the ordinary
 * paired t test.
 */
public final class CorrectedResampledT {
  // The default of 1e-9 would show in the intervals.
  private static final double QUANTILE_ACCURACY = 1e-14;

  private CorrectedResampledT() {}

  /**
   * Tests whether paired scores differ.
   *
   * @param differences second model less first, one for each split; finite
   * @param testToTrainRatio rows tested per row trained on, finite and not negative
   * @return empty if there are fewer than two differences, or if all are the same and not 0: there
   *     is then no estimate of spread. If all are 0, p = 1 and both intervals are [0, 0].
   */
  public static Optional<PairedResult> of(double[] differences, double testToTrainRatio) {
    check(differences, testToTrainRatio);
    if (differences.length < 2) {
      return Optional.empty();
    }
    return PairedResult.symmetric(
        StatUtils.mean(differences),
        standardError(differences, testToTrainRatio),
        student(differences.length - 1));
  }

  /**
   * Returns the 95 % interval of the mean of one model's scores over the splits.
   *
   * @param scores one for each split; finite
   * @param testToTrainRatio as in {@link #of}
   * @return empty if there are fewer than two scores
   */
  public static Optional<Interval> interval95(double[] scores, double testToTrainRatio) {
    check(scores, testToTrainRatio);
    if (scores.length < 2) {
      return Optional.empty();
    }
    double t = student(scores.length - 1).inverseCumulativeProbability(0.975);
    return Optional.of(
        Interval.around(StatUtils.mean(scores), t * standardError(scores, testToTrainRatio)));
  }

  private static double standardError(double[] values, double testToTrainRatio) {
    return Math.sqrt((1.0 / values.length + testToTrainRatio) * StatUtils.variance(values));
  }

  private static TDistribution student(int degreesOfFreedom) {
    return new TDistribution(null, degreesOfFreedom, QUANTILE_ACCURACY);
  }

  private static void check(double[] values, double testToTrainRatio) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "value " + (i + 1) + " of " + values.length + " is " + values[i] + ", not finite");
      }
    }
    if (!(testToTrainRatio >= 0 && testToTrainRatio < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the ratio of test to training rows is " + testToTrainRatio + ", not a number from 0 up");
    }
  }
}
