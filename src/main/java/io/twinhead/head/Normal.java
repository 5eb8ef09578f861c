package io.twinhead.head;

/**
 * The standard normal distribution in double precision, with a relative error of a few ulps in both
 * tails: log Phi(x) neither underflows at -38 nor cancels at 8.
 *
 * <p>Everything comes from the scaled complementary error function, erfcx(z) = exp(z^2) erfc(z) for
 * z &gt;= 0, which decays like 1 / z: Phi(-x) = exp(-x^2 / 2) erfcx(x / sqrt 2) / 2. Formulas:
 * Abramowitz and Stegun 7.1.6 (series) and 7.1.14 (continued fraction).
 */
final class Normal {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double SQRT_PI = Math.sqrt(Math.PI);
  private static final double DENSITY_AT_ZERO = SQRT_HALF / SQRT_PI;

  /**
   * From here on the continued fraction is short, and up to here 1 - erf loses 2 digits at most.
   */
  private static final double LARGE = 1;

  /** Twice the exponent at which exp becomes 0. */
  private static final double UNDERFLOW = 2 * 746;

  private Normal() {}

  /** Returns Phi(x), the probability of a value of at most x. */
  static double cdf(double x) {
    return x < 0 ? upperTail(-x) : 1 - upperTail(x);
  }

  /** Returns log Phi(x): about -x^2 / 2 far below 0, and -Phi(-x) far above. */
  static double logCdf(double x) {
    return x < 0 ? Math.log(erfcx(-x * SQRT_HALF) / 2) - x * x / 2 : Math.log1p(-upperTail(x));
  }

  /**
   * Returns the derivative of {@link #logCdf}, phi(x) / Phi(x), the inverse Mills ratio of -x:
   * about -x far below 0, and without the 0 / 0 of its definition.
   */
  static double logCdfSlope(double x) {
    return x < 0
        ? 2 * DENSITY_AT_ZERO / erfcx(-x * SQRT_HALF)
        : DENSITY_AT_ZERO * bell(x) / (1 - upperTail(x));
  }

  /** Returns log(Phi(x) / Phi(-x)), odd in x and exact around 0 as well. */
  static double logOdds(double x) {
    double z = Math.abs(x) * SQRT_HALF;
    if (z < LARGE) {
      double erf = 2 / SQRT_PI * bell(x) * series(z);
      return Math.copySign(Math.log1p(2 * erf / (1 - erf)), x);
    }
    return logCdf(x) - logCdf(-x);
  }

  /** Phi(-x) for x &gt;= 0. */
  private static double upperTail(double x) {
    return bell(x) * erfcx(x * SQRT_HALF) / 2;
  }

  /** exp(-x^2 / 2); the part of the square that its rounding loses counts in the tail. */
  private static double bell(double x) {
    double square = x * x;
    if (square > UNDERFLOW) {
      return 0;
    }
    return Math.exp(-square / 2) * Math.exp(-Math.fma(x, x, -square) / 2);
  }

  private static double erfcx(double z) {
    return z < LARGE ? Math.exp(z * z) - 2 / SQRT_PI * series(z) : 1 / (SQRT_PI * fraction(z));
  }

  /** sum_n 2^n z^(2n+1) / (2n+1)!!, which is exp(z^2) erf(z) sqrt(pi) / 2; no term is negative. */
  private static double series(double z) {
    double term = z;
    double sum = z;
    for (int n = 1; term > sum * 1e-17; n++) {
      term *= 2 * z * z / (2 * n + 1);
      sum += term;
    }
    return sum;
  }

  /** z + (1/2)/(z + (2/2)/(z + (3/2)/(z + ...))), from as many terms down as double can tell. */
  private static double fraction(double z) {
    double value = z;
    for (int n = 10 + (int) (190 / (z * z)); n > 0; n--) {
      value = z + n / (2 * value);
    }
    return value;
  }
}
