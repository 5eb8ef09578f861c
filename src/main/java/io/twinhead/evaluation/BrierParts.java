package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Where the Brier score comes from. With f the probability, y the label, bars for means over a bin
 * k or over everything, and every mean by weight:
 *
 * <pre>
 * Brier = mean (f - y)^2
 *       = reliability             mean (f_k - y_k)^2
 *       - resolution              mean (y_k - y_all)^2
 *       + uncertainty             y_all (1 - y_all)
 *       + variance in bins        mean (f - f_k)^2
 *       - covariance in bins  2 mean (f - f_k) (y - y_k)
 * </pre>
 *
 * <p>The first three are Murphy, "A New Vector Partition of the Probability Score", Journal of
 * Applied Meteorology 12 (1973); they suffice when a bin holds one probability. The others make it
 * exact for any bins: Stephenson, Coelho and Jolliffe, "Two Extra Components in the Brier Score
 * Decomposition", Weather and Forecasting 23 (2008). Each is computed on its own.
 *
 * @param brier the score
 * @param reliability miscalibration, at least 0, less is better
 * @param resolution how far the bins' shares of positive rows differ, at least 0, more is better
 * @param uncertainty the score of always predicting the prevalence, 0 to 0.25
 * @param withinBinVariance spread of the probabilities within bins, at least 0
 * @param withinBinCovariance twice how they go with the labels there; positive where finer bins
 *     would show more resolution
 */
public record BrierParts(
    double brier,
    double reliability,
    double resolution,
    double uncertainty,
    double withinBinVariance,
    double withinBinCovariance) {

  /**
   * Takes the score apart.
   *
   * @return empty if the rows have no weight
   */
  public static Optional<BrierParts> of(BinaryPredictions predictions, Binning binning) {
    return BinMeans.of(predictions, binning).map(means -> of(predictions, means));
  }

  private static BrierParts of(BinaryPredictions predictions, BinMeans means) {
    IntToDoubleFunction predicted = bin -> Math.exp(means.logPositive(bin));
    IntToDoubleFunction aside =
        row -> predictions.probability(row) - predicted.applyAsDouble(means.bin(row));
    IntToDoubleFunction labelAside =
        row -> predictions.labels()[row] - means.observed(means.bin(row));
    double prevalence = means.prevalence();
    return new BrierParts(
        means.overRows(row -> square(error(predictions, row))),
        means.overBins(bin -> square(predicted.applyAsDouble(bin) - means.observed(bin))),
        means.overBins(bin -> square(means.observed(bin) - prevalence)),
        prevalence * (1 - prevalence),
        means.overRows(row -> square(aside.applyAsDouble(row))),
        means.overRows(row -> 2 * aside.applyAsDouble(row) * labelAside.applyAsDouble(row)));
  }

  /** What the parts add up to; the Brier score, but for rounding. */
  public double sum() {
    return reliability - generalizedResolution() + uncertainty;
  }

  /** Resolution with what happens within bins, which depends less on how they are cut (ibid.). */
  public double generalizedResolution() {
    return resolution - withinBinVariance + withinBinCovariance;
  }

  /** The probability given to the other class, without cancellation next to 1. */
  private static double error(BinaryPredictions predictions, int row) {
    double s = predictions.logits()[row];
    return Logistic.sigmoid(predictions.labels()[row] == 1 ? -s : s);
  }

  private static double square(double x) {
    return x * x;
  }
}
