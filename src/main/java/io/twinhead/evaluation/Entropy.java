package io.twinhead.evaluation;

/**
 * Entropy, cross-entropy and Kullback-Leibler divergence of two-class distributions, in nats; each
 * is given by its probability of the positive class. H(p, q) = H(p) + KL(p, q): what a classifier's
 * log loss adds to the entropy of the labels is the divergence, the part that training can remove.
 */
public final class Entropy {
  private Entropy() {}

  /** Returns H(p), 0 to ln 2. */
  public static double of(double p) {
    return cross(p, p);
  }

  /**
   * Returns H(p, q), the log loss of always predicting q where the positive share is p; infinite
   * where q rules out a class that occurs.
   */
  public static double cross(double p, double q) {
    check(p);
    check(q);
    return (p == 0 ? 0 : -p * Math.log(q)) + (p == 1 ? 0 : -(1 - p) * Math.log1p(-q));
  }

  /** Returns KL(p, q), at least 0, and 0 only for equal distributions; infinite as H(p, q) is. */
  public static double divergence(double p, double q) {
    check(p);
    check(q);
    double sum =
        (p == 0 ? 0 : p * Math.log(p / q)) + (p == 1 ? 0 : (1 - p) * Math.log((1 - p) / (1 - q)));
    return Math.max(sum, 0); // rounding only: the divergence is never negative
  }

  private static void check(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("a probability lies in 0 to 1, not at " + p);
    }
  }
}
