package io.twinhead.evaluation;

import java.util.Optional;
import org.apache.commons.math3.distribution.RealDistribution;

/**
 * What the data say about the difference between two models.
 *
 * @param difference second model less first (softmax - sigmoid)
 * @param ci90 90 % confidence interval of the difference
 * @param ci95 95 % confidence interval of the difference
 * @param pValue two-sided, of the hypothesis that there is no difference
 */
public record PairedResult(double difference, Interval ci90, Interval ci95, double pValue) {
  /**
   * Metrics are of order one and computed in double: what is smaller than this is rounding, and
   * must not count as evidence in either direction.
   */
  static final double ROUNDING = 1e-12;

  public PairedResult {
    if (!Double.isFinite(difference) || !(pValue >= 0 && pValue <= 1)) {
      throw new IllegalArgumentException(
          "difference " + difference + " with p-value " + pValue + " is not a result");
    }
  }

  /**
   * Whether the two models are shown to differ by less than {@code margin}: two one-sided tests at
   * 5 %, which is the 90 % interval strictly inside (-margin, margin). That a difference is not
   * significant does not show this.
   *
   * @param margin positive
   */
  public boolean equivalentWithin(double margin) {
    if (!(margin > 0)) {
      throw new IllegalArgumentException("a margin is positive, not " + margin);
    }
    return -margin < ci90.low() && ci90.high() < margin;
  }

  /**
   * Returns the result for an estimate whose error over {@code standardError} follows {@code
   * distribution}, symmetric about 0.
   *
   * <p>Without spread there is no test statistic. If the difference is 0 too, the models are the
   * same: p = 1 and intervals of no width. A constant difference that is not 0 is empty: the spread
   * that its error must have did not show, so nothing can be claimed from it, neither better nor
   * equivalent.
   */
  static Optional<PairedResult> symmetric(
      double difference, double standardError, RealDistribution distribution) {
    if (standardError > ROUNDING * Math.max(1, Math.abs(difference))) {
      double p = 2 * distribution.cumulativeProbability(-Math.abs(difference / standardError));
      double half90 = standardError * distribution.inverseCumulativeProbability(0.95);
      double half95 = standardError * distribution.inverseCumulativeProbability(0.975);
      return Optional.of(
          new PairedResult(
              difference,
              Interval.around(difference, half90),
              Interval.around(difference, half95),
              Math.min(p, 1)));
    }
    Interval point = Interval.around(difference, 0);
    return Math.abs(difference) <= ROUNDING
        ? Optional.of(new PairedResult(difference, point, point, 1))
        : Optional.empty();
  }
}
