package io.twinhead.training;

import java.math.BigDecimal;
import java.math.MathContext;

/** Learning rates as people give them: with two significant digits. */
public final class TwoDigits {
  private TwoDigits() {}

  /** The nearest number of two digits; finite. */
  static double of(double rate) {
    return rounded(rate).doubleValue();
  }

  /** In words: without an exponent unless that is much shorter. */
  public static String text(double rate) {
    BigDecimal rounded = rounded(rate).stripTrailingZeros();
    double size = Math.abs(rate);
    return size >= 1e-6 && size < 1e7
        ? rounded.toPlainString()
        : rounded.toString().replace('E', 'e');
  }

  private static BigDecimal rounded(double rate) {
    return new BigDecimal(rate).round(new MathContext(2));
  }
}
