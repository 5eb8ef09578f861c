package io.twinhead.evaluation;

import io.twinhead.head.Logistic;

/**
 * Where a probability turns into a decision: positive if p &gt;= value, for both heads.
 *
 * <p>At one half this is the arg max of two softmax outputs, a tie going to the positive class. The
 * rule is applied to the probability as a double, so a logit within 2.2e-16 below 0 ties too.
 *
 * @param value probability, 0 to 1
 * @param logit the same threshold on the logit: log(value / (1 - value)), finite
 * @param objective what it was chosen for, such as {@code default} or {@code f1}
 */
public record Threshold(double value, double logit, String objective) {
  private static final double TOLERANCE = 1e-9;

  /** One half: what people use unless they choose. */
  public static final Threshold HALF = new Threshold(0.5, 0, "default");

  public Threshold {
    if (!Double.isFinite(logit) || !(Math.abs(Logistic.sigmoid(logit) - value) <= TOLERANCE)) {
      throw new IllegalArgumentException(
          "threshold %s and logit %s are not the same point".formatted(value, logit));
    }
  }

  /**
   * Returns the threshold at probability {@code t}.
   *
   * @throws IllegalArgumentException unless 0 &lt; t &lt; 1
   */
  public static Threshold ofProbability(double t, String objective) {
    if (!(t > 0 && t < 1)) {
      throw new IllegalArgumentException("a threshold lies between 0 and 1, not at " + t);
    }
    return new Threshold(t, Logistic.logit(t), objective);
  }

  /** The threshold at 0, which accepts every row. */
  public static Threshold lowest(String objective) {
    return new Threshold(0, -Double.MAX_VALUE, objective);
  }

  /** The threshold at 1, which accepts only a probability of exactly 1. */
  public static Threshold highest(String objective) {
    return new Threshold(1, Double.MAX_VALUE, objective);
  }

  /** Whether a row with this probability is predicted positive. */
  public boolean accepts(double probability) {
    return probability >= value;
  }
}
