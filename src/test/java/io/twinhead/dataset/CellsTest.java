package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CellsTest {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern INFINITY = Pattern.compile("(?i)[+-]?(inf|infinity|∞)");
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void readsRandomDecimalsAsJavaDoes() {
    for (int i = 0; i < 200_000; i++) {
      assertNumber(decimal());
    }
  }

  @Test
  void readsWhatEveryDoubleIsWrittenAs() {
    for (int i = 0; i < 100_000; i++) {
      assertNumber(Double.toString(Double.longBitsToDouble(random.nextLong())));
    }
  }

  @Test
  void readsRandomTextAsANumberOnlyIfItIsADecimal() {
    for (int i = 0; i < 200_000; i++) {
      assertNumber(text("0123456789..eE+-xinfINFITY∞٣ ", random.nextInt(9)));
    }
  }

  @Test
  void readsNumbersOfManyDigits() {
    for (String digits : List.of("9", "0", "123456789", "5")) {
      String many = digits.repeat(5_000);
      assertNumber(many);
      assertNumber("0." + many);
      assertNumber(many + "e-5000");
      assertNumber("1e" + many);
      assertNumber("1e-" + many);
    }
  }

  @Test
  void knowsMissingValuesInAnyCase() {
    for (int i = 0; i < 100_000; i++) {
      String text = text("naNA/?uUlL", random.nextInt(6));
      boolean missing =
          List.of("", "na", "n/a", "nan", "null", "?").contains(text.toLowerCase(Locale.ROOT));
      assertThat(Cells.isMissing(text.toCharArray(), 0, text.length())).as(text).isEqualTo(missing);
    }
  }

  private static void assertNumber(String text) {
    assertThat(Double.doubleToLongBits(Cells.number(text)))
        .as(text)
        .isEqualTo(Double.doubleToLongBits(expected(text)));
  }

  private static double expected(String text) {
    if (DECIMAL.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    if (INFINITY.matcher(text).matches()) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.NaN;
  }

  private String decimal() {
    String sign = List.of("", "-", "+").get(random.nextInt(3));
    String whole = text("0123456789", random.nextInt(12));
    String fraction = "." + text("0123456789", random.nextInt(14));
    String exponent = random.nextInt(2) == 0 ? "" : "e" + random.nextInt(-340, 320);
    return sign + whole + (random.nextInt(4) == 0 ? "" : fraction) + exponent;
  }

  private String text(String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
