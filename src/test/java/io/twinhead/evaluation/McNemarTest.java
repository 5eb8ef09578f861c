package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class McNemarTest {
  static Stream<JsonNode> golden() {
    return Golden.cases("mcnemar");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void agreesWithScipyAlsoInTheTail(JsonNode golden) {
    double expected = golden.get("p_value").doubleValue();
    McNemar.Result result =
        McNemar.of(
            golden.get("only_first_right").intValue(), golden.get("only_second_right").intValue());
    assertThat(result.pValue()).isCloseTo(expected, within(1e-9 * expected));
  }

  /**
   * 1 and 7 discordant pairs, exact conditional p = 0.070, in Fagerland, Lydersen and Laake, "The
   * McNemar test for binary matched-pairs data", BMC Medical Research Methodology 13 (2013).
   */
  @Test
  void reproducesAPublishedExample() {
    assertThat(McNemar.of(1, 7).pValue()).isCloseTo(18 / 256.0, within(1e-14));
  }

  /**
   * Approval ratings of 1600 people in two surveys, 86 and 150 of whom changed their minds:
   * Agresti, "Categorical Data Analysis" (1990), the example of R's {@code ?mcnemar.test}. The
   * exact test is R's {@code binom.test(86, 236)}, printed by statistics.R; the chi-square
   * approximation without correction, (150 - 86)^2 / 236 = 17.36, gives 3.10e-5.
   */
  @Test
  void agreesWithROnTheExampleOfItsManual() {
    assertThat(McNemar.of(86, 150).pValue()).isCloseTo(3.71593613957143e-05, within(1e-17));
  }

  @Test
  void addsUpTheOutcomesThatAreNoLikelierThanTheObservedOne() {
    for (int first = 0; first <= 12; first++) {
      for (int second = 0; second <= 12; second++) {
        int n = first + second;
        double observed = CombinatoricsUtils.binomialCoefficientDouble(n, first);
        double asExtreme =
            IntStream.rangeClosed(0, n)
                .mapToDouble(k -> CombinatoricsUtils.binomialCoefficientDouble(n, k))
                .filter(ways -> ways <= observed)
                .sum();
        assertThat(McNemar.of(first, second).pValue())
            .isCloseTo(asExtreme / Math.pow(2, n), within(1e-12));
      }
    }
  }

  @Test
  void countsTheRowsOnWhichOneModelIsRight() {
    int[] labels = {1, 1, 0, 0, 1};
    BinaryPredictions first = BinaryPredictions.of(new double[] {1, 1, -1, 1, -1}, labels);
    BinaryPredictions second = BinaryPredictions.of(new double[] {1, -1, 1, -1, -1}, labels);
    assertThat(McNemar.of(first, Threshold.HALF, second, Threshold.HALF))
        .isEqualTo(McNemar.of(2, 1));
    Threshold strict = Threshold.ofProbability(0.9, "given");
    assertThat(McNemar.of(first, strict, second, Threshold.HALF)).isEqualTo(McNemar.of(1, 1));
  }

  @Test
  void refusesOtherLabelsAndNegativeCounts() {
    BinaryPredictions one = BinaryPredictions.of(new double[1], new int[] {1});
    BinaryPredictions other = BinaryPredictions.of(new double[1], new int[] {0});
    assertThatThrownBy(() -> McNemar.of(one, Threshold.HALF, other, Threshold.HALF))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> McNemar.of(-1, 3)).isInstanceOf(IllegalArgumentException.class);
  }
}
