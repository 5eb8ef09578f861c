package io.twinhead.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for people: four decimals while there is room, at most six characters and a sign, so that
 * columns never burst.
 */
final class Numbers {
  /** Stands for a value that is not defined. */
  static final String UNDEFINED = "-";

  private static final int MOST_DIGITS = 6;
  private static final double SMALLEST_WITH_FOUR_DECIMALS = 0.00005;

  private Numbers() {}

  /** Such as 0.0812, 12.345 or 1e-9. */
  static String of(@Nullable Double value) {
    return value == null ? UNDEFINED : (value < 0 ? "-" : "") + magnitude(Math.abs(value));
  }

  /** Such as +0.0812: for differences. */
  static String signed(@Nullable Double value) {
    return value != null && value > 0 ? "+" + of(value) : of(value);
  }

  /** Such as 0.02: for what somebody typed. */
  static String trimmed(double value) {
    String text = of(value);
    return text.contains(".") && !text.contains("e")
        ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
        : text;
  }

  /** Such as 0.23, 0.012 or &lt; 0.001. */
  static String pValue(double p) {
    return p < 0.001 ? "< 0.001" : text(p < 0.1 ? "%.3f" : "%.2f", p);
  }

  /** Such as "0.52 s". */
  static String seconds(double seconds) {
    return text(seconds < 10 ? "%.2f s" : seconds < 100 ? "%.1f s" : "%.0f s", seconds);
  }

  /** Such as 12,345. */
  static String count(long count) {
    return text("%,d", count);
  }

  /** Such as "1 row" or "2 rows". */
  static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** The weight of rows, which is their number unless somebody weighs them. */
  static String amount(double weight) {
    return weight == Math.rint(weight) ? count((long) weight) : text("%,.1f", weight);
  }

  /** Such as "37.3 %". */
  static String percent(double share) {
    return text("%.1f %%", 100 * share);
  }

  private static String magnitude(double value) {
    if (value > 0 && value < SMALLEST_WITH_FOUR_DECIMALS) {
      return scientific("%.0e", value);
    }
    for (int decimals = 4; decimals >= 0; decimals--) {
      String text = text("%." + decimals + "f", value);
      if (text.length() <= MOST_DIGITS) {
        return text;
      }
    }
    return scientific(value < 1e99 ? "%.1e" : "%.0e", value);
  }

  private static String scientific(String format, double value) {
    return text(format, value).replaceFirst("e([+-])0*", "e$1").replace("e+", "e");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
