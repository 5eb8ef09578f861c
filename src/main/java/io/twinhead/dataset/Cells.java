package io.twinhead.dataset;

import com.fasterxml.jackson.core.io.NumberInput;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the text of one cell means: nothing, a number, or a word. */
final class Cells {
  private static final List<String> MISSING = List.of("na", "n/a", "nan", "null", "?");
  private static final int LONGEST_MISSING = 4;
  private static final Pattern INFINITY =
      Pattern.compile("[+-]?(inf|infinity|∞)", Pattern.CASE_INSENSITIVE);

  /** Whole numbers up to here are exact doubles, and so are the powers of ten below. */
  private static final long MOST_EXACT = 1L << 53;

  private static final double[] POWERS_OF_TEN = new double[23];

  private static final int NO_EXPONENT = Integer.MIN_VALUE;
  private static final int LARGEST_EXPONENT = 1_000_000;

  static {
    for (int i = 0; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = Double.parseDouble("1e" + i);
    }
  }

  private Cells() {}

  static boolean isMissing(char[] text, int from, int to) {
    int length = to - from;
    return length == 0
        || (length <= LONGEST_MISSING
            && "nN?".indexOf(text[from]) >= 0
            && MISSING.contains(new String(text, from, length).toLowerCase(Locale.ROOT)));
  }

  /** The decimal number, an infinity if the text means one or is beyond double, or else NaN. */
  static double number(String text) {
    return number(text.toCharArray(), 0, text.length());
  }

  /**
   * As {@link #number(String)}, of a part of {@code text}. Decimal numbers are an optional sign,
   * digits with at most one point among or around them, and an optional exponent.
   */
  static double number(char[] text, int from, int to) {
    boolean negative = from < to && text[from] == '-';
    int i = negative || (from < to && text[from] == '+') ? from + 1 : from;
    long digits = 0;
    int count = 0;
    int point = -1;
    boolean exact = true;
    for (; i < to; i++) {
      char c = text[i];
      if (c >= '0' && c <= '9') {
        exact = exact && (digits = 10 * digits + (c - '0')) <= MOST_EXACT;
        count++;
      } else if (c == '.' && point < 0) {
        point = i;
      } else {
        break;
      }
    }
    if (count == 0) {
      return infinity(text, from, to);
    }
    int power = point < 0 ? 0 : point + 1 - i;
    if (i < to) {
      int exponent = exponent(text, i, to);
      if (exponent == NO_EXPONENT) {
        return Double.NaN;
      }
      power += exponent;
    }
    if (!exact || Math.abs(power) >= POWERS_OF_TEN.length) {
      return NumberInput.parseDouble(text, from, to - from, true);
    }
    // Both operands are exact doubles, so the result is the correctly rounded value.
    double magnitude = power < 0 ? digits / POWERS_OF_TEN[-power] : digits * POWERS_OF_TEN[power];
    return negative ? -magnitude : magnitude;
  }

  /** What follows the digits: {@code e}, an optional sign and digits, up to the end. */
  private static int exponent(char[] text, int from, int to) {
    int i = from + 1;
    boolean negative = i < to && text[i] == '-';
    i += negative || (i < to && text[i] == '+') ? 1 : 0;
    if ((text[from] != 'e' && text[from] != 'E') || i == to) {
      return NO_EXPONENT;
    }
    int exponent = 0;
    for (; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return NO_EXPONENT;
      }
      exponent = Math.min(LARGEST_EXPONENT, 10 * exponent + (text[i] - '0'));
    }
    return negative ? -exponent : exponent;
  }

  private static double infinity(char[] text, int from, int to) {
    String word = new String(text, from, to - from);
    if (!INFINITY.matcher(word).matches()) {
      return Double.NaN;
    }
    return text[from] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }
}
