package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
import java.util.Arrays;
import java.util.Optional;

/**
 * Expected calibration error in the four ways in which people compute it, each over 15 bins: the
 * mean over bins, by weight, of |mean prediction - observed share|. The names differ in what is
 * predicted and how bins are cut, and so do the numbers; a published "ECE" of a classifier is
 * usually {@code topLabelEqualWidth} (Guo et al., "On Calibration of Modern Neural Networks",
 * 2017). Bins of equal weight go back to Nguyen and O'Connor, "Posterior calibration and
 * exploratory analysis for natural language processing models" (2015).
 *
 * @param positiveEqualWidth probability of the positive class against the share of positive rows,
 *     bins equally wide: {@link Metric#ECE}
 * @param positiveEqualMass the same, bins of equal weight as in {@link Binning#equalMass}
 * @param topLabelEqualWidth probability of the likelier class against the share of rows on which it
 *     is the right one, bins equally wide over 0 to 1, of which the lower half stays empty; at one
 *     half the positive class is taken
 * @param topLabelEqualMass the same, bins of equal weight
 */
public record CalibrationErrors(
    double positiveEqualWidth,
    double positiveEqualMass,
    double topLabelEqualWidth,
    double topLabelEqualMass) {

  /** Returns the errors on these rows; empty if they have no weight. */
  public static Optional<CalibrationErrors> of(BinaryPredictions predictions) {
    double[] weights = predictions.weights();
    if (Arrays.stream(weights).noneMatch(w -> w > 0)) {
      return Optional.empty();
    }
    int n = predictions.size();
    double[] positive = new double[n];
    double[] top = new double[n];
    int[] topRight = new int[n];
    for (int i = 0; i < n; i++) {
      positive[i] = predictions.probability(i);
      top[i] = Logistic.sigmoid(Math.abs(predictions.logits()[i]));
      boolean decided = Threshold.HALF.accepts(positive[i]);
      topRight[i] = decided == (predictions.labels()[i] == 1) ? 1 : 0;
    }
    int[] labels = predictions.labels();
    return Optional.of(
        new CalibrationErrors(
            error(positive, labels, weights, Binning.equalWidth(positive)),
            error(positive, labels, weights, Binning.equalMass(positive, weights)),
            error(top, topRight, weights, Binning.equalWidth(top)),
            error(top, topRight, weights, Binning.equalMass(top, weights))));
  }

  private static double error(
      double[] predicted, int[] happened, double[] weights, Binning binning) {
    double[] gaps = new double[binning.bins()];
    double total = 0;
    for (int i = 0; i < predicted.length; i++) {
      gaps[binning.binOfRow()[i]] += weights[i] * (predicted[i] - happened[i]);
      total += weights[i];
    }
    return Arrays.stream(gaps).map(Math::abs).sum() / total;
  }
}
