package io.twinhead.head;

/**
 * The logistic function and its relatives in double precision, accurate to a few ulps over the
 * whole range: no clipping, no cancellation, no overflow.
 */
public final class Logistic {
  private Logistic() {}

  /** Returns 1 / (1 + exp(-x)); the result is in [0, 1], and NaN for NaN. */
  public static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + Math.exp(-x));
    }
    double e = Math.exp(x);
    return e / (1 + e);
  }

  /** Returns log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)); at most ln 2 above max(x, 0). */
  public static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /**
   * Returns log(p / (1 - p)), the inverse of {@link #sigmoid}.
   *
   * @param p a probability; 0 and 1 give negative and positive infinity
   * @throws IllegalArgumentException if {@code p} is not in [0, 1]
   */
  public static double logit(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("probability = " + p + ": must be between 0 and 1");
    }
    return Math.log(p) - Math.log1p(-p);
  }
}
