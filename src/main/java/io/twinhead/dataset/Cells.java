package io.twinhead.dataset;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the text of one cell means: nothing, a number, or a word. */
final class Cells {
  private static final List<String> MISSING = List.of("na", "n/a", "nan", "null", "?");
  private static final int LONGEST_MISSING = 4;
  private static final Pattern INFINITY =
      Pattern.compile("[+-]?(inf|infinity|∞)", Pattern.CASE_INSENSITIVE);
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final int EXACT_DIGITS = 15;
  private static final double[] POWERS_OF_TEN = new double[EXACT_DIGITS + 1];

  static {
    for (int i = 0; i <= EXACT_DIGITS; i++) {
      POWERS_OF_TEN[i] = Double.parseDouble("1e" + i);
    }
  }

  private Cells() {}

  static boolean isMissing(char[] text, int from, int to) {
    int length = to - from;
    return length == 0
        || (length <= LONGEST_MISSING
            && MISSING.contains(new String(text, from, length).toLowerCase(Locale.ROOT)));
  }

  /** The decimal number, an infinity if the text means one or is beyond double, or else NaN. */
  static double number(String text) {
    return number(text.toCharArray(), 0, text.length());
  }

  /** As {@link #number(String)}, of a part of {@code text}. */
  static double number(char[] text, int from, int to) {
    boolean negative = from < to && text[from] == '-';
    int start = negative || (from < to && text[from] == '+') ? from + 1 : from;
    long digits = 0;
    int count = 0;
    int point = -1;
    for (int i = start; i < to; i++) {
      char c = text[i];
      if (c >= '0' && c <= '9' && count < EXACT_DIGITS) {
        digits = digits * 10 + (c - '0');
        count++;
      } else if (c == '.' && point < 0) {
        point = i;
      } else {
        return unusualNumber(new String(text, from, to - from));
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    // Both operands are exact doubles, so the quotient is the correctly rounded value.
    double magnitude = digits / POWERS_OF_TEN[point < 0 ? 0 : to - point - 1];
    return negative ? -magnitude : magnitude;
  }

  private static double unusualNumber(String text) {
    if (DECIMAL.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    if (INFINITY.matcher(text).matches()) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.NaN;
  }
}
