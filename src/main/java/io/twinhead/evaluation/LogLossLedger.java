package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Where the log loss comes from, in nats. With p the probability, y the label, pi the share of
 * positive rows, p_k and y_k the means over bin k, and every mean by weight:
 *
 * <pre>
 * log loss = mean of -log (probability of the row's own class)
 *          = H(pi)                        what is lost without looking at the rows
 *          - mean over k of KL(y_k, pi)   information that the bin has about the label
 *          + mean over k of KL(y_k, p_k)  miscalibration
 *          + mean of log (p_k / p), or of log ((1 - p_k) / (1 - p)) for negative rows
 * </pre>
 *
 * <p>It is H(y, p) = H(y) + KL(y, p) bin by bin, with H(y) = H(pi) - information; the split of a
 * proper score is Broecker, "Reliability, sufficiency, and the decomposition of proper scores",
 * Quarterly Journal of the Royal Meteorological Society 135 (2009), its uncertainty, resolution and
 * reliability. The last line is 0 when a bin holds one probability. Every line is computed on its
 * own, so that they add up is a check and not a definition.
 *
 * @param logLoss of the rows
 * @param prevalenceEntropy H(pi), 0 to ln 2: the loss to beat, as in {@link Baseline}
 * @param information mutual information of bin and label, 0 to H(pi); more is better
 * @param miscalibration at least 0; what a calibration map could remove
 * @param withinBins the rest; negative where the probabilities still inform within bins
 */
public record LogLossLedger(
    double logLoss,
    double prevalenceEntropy,
    double information,
    double miscalibration,
    double withinBins) {

  /**
   * Draws up the ledger.
   *
   * @return empty if the rows have no weight, or if the log loss is infinite
   */
  public static Optional<LogLossLedger> of(BinaryPredictions predictions, Binning binning) {
    return BinMeans.of(predictions, binning)
        .map(means -> of(predictions, means))
        .filter(ledger -> ledger.logLoss < Double.POSITIVE_INFINITY);
  }

  private static LogLossLedger of(BinaryPredictions predictions, BinMeans means) {
    double prevalence = means.prevalence();
    IntToDoubleFunction loss =
        row -> Logistic.softplus(predictions.logits()[row] * (1 - 2 * predictions.labels()[row]));
    return new LogLossLedger(
        means.overRows(loss),
        Entropy.of(prevalence),
        means.overBins(bin -> Entropy.divergence(means.observed(bin), prevalence)),
        means.overBins(bin -> miscalibration(means, bin)),
        means.overRows(
            row -> loss.applyAsDouble(row) + logMean(means, row, predictions.labels()[row])));
  }

  /** What the lines add up to; the log loss, but for rounding. */
  public double sum() {
    return prevalenceEntropy - information + miscalibration + withinBins;
  }

  /** The log loss less {@link #sum}: rounding, or an error. */
  public double gap() {
    return logLoss - sum();
  }

  /** The log of the bin's mean probability of the row's own class. */
  private static double logMean(BinMeans means, int row, int label) {
    int bin = means.bin(row);
    return label == 1 ? means.logPositive(bin) : means.logNegative(bin);
  }

  /** KL(y, p) from log p and log (1 - p). */
  private static double miscalibration(BinMeans means, int bin) {
    double y = means.observed(bin);
    double sum =
        (y == 0 ? 0 : y * (Math.log(y) - means.logPositive(bin)))
            + (y == 1 ? 0 : (1 - y) * (Math.log1p(-y) - means.logNegative(bin)));
    return Math.max(sum, 0); // rounding only: the divergence is never negative
  }
}
