package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.TestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectedResampledTTest {
  static Stream<JsonNode> golden() {
    return Golden.cases("corrected_t");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void agreesWithScipy(JsonNode golden) {
    PairedResult result =
        CorrectedResampledT.of(
                Golden.doubles(golden.get("differences")), golden.get("ratio").doubleValue())
            .orElseThrow();
    GoldenPairs.assertSame(result, golden);
  }

  /**
   * By hand after Nadeau and Bengio (2003): mean 2, variance 1, J = 3, five folds: sqrt((1/3 + 1/4)
   * 1) = 0.763763, t = 2.618615 on 2 degrees of freedom, for which p is 1 - t / sqrt(2 + t^2).
   */
  @Test
  void followsTheFormula() {
    PairedResult result = CorrectedResampledT.of(new double[] {1, 2, 3}, 0.25).orElseThrow();
    double t = 2 / Math.sqrt(7.0 / 12);
    assertThat(result.difference()).isEqualTo(2);
    assertThat(result.pValue()).isCloseTo(1 - t / Math.sqrt(2 + t * t), within(1e-12));
    // The 97.5 % point of Student's t with 2 degrees of freedom is 4.302653 in any table.
    assertThat(result.ci95().high()).isCloseTo(2 + 4.302653 * 0.763763, within(1e-5));
  }

  /**
   * The example "Statistical comparison of models using grid search" in scikit-learn's user guide:
   * ROC AUC of two support vector machines over 10 x 10 folds. It prints t = 0.750 and, one-sided,
   * p = 0.227 with the correction, 2.611 and 0.005 without, and -0.016445 to 0.036445 as the
   * interval that holds 95 %. More digits from statistics.py.
   */
  @Test
  void agreesWithTheUserGuideOfScikitLearn() {
    int[] steps = {
      -1, -3, 0, 0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, -1, 0, 0, 0, 0, -1, -1, 1, -2, 0, 1, 1, 1, 0,
      0, -1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1, 1, 1, 0, 1, -1, 2, 0, 0,
      0, 0, 0, 5, -1, 0, 1, 0, 0, 0, 0, 1, 1, 2, 0, 1, 0, -1, 0, 0, 1, -2, 1, 0, 1, 0, 0, 0, 0, 0,
      0, -1, 0, -1, 0, 0, 1, 2, 0, 0
    };
    double[] differences = Arrays.stream(steps).mapToDouble(step -> step / 25.0).toArray();
    PairedResult result = CorrectedResampledT.of(differences, 10 / 90.0).orElseThrow();
    assertThat(result.pValue()).isCloseTo(0.4548459420267329, within(1e-12));
    assertThat(result.ci95().low()).isCloseTo(-0.016445, within(5e-7));
    assertThat(result.ci95().high()).isCloseTo(0.036445, within(5e-7));
    assertThat(CorrectedResampledT.of(differences, 0).orElseThrow().pValue())
        .isCloseTo(0.010426026300786477, within(1e-12));
  }

  /**
   * Hours of sleep gained on two drugs, the data of Student, "The Probable Error of a Mean" (1908):
   * R's {@code t.test(second, first, paired = TRUE)}, printed by statistics.R.
   */
  @Test
  void agreesWithROnStudentsSleepData() {
    double[] gained = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};
    PairedResult result = CorrectedResampledT.of(gained, 0).orElseThrow();
    assertThat(result.difference()).isCloseTo(1.58, within(1e-14));
    assertThat(result.ci95().low()).isCloseTo(0.7001142367230175, within(1e-12));
    assertThat(result.ci95().high()).isCloseTo(2.4598857632769824, within(1e-12));
    assertThat(result.pValue()).isCloseTo(0.00283289019738427, within(1e-13));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void isTheOrdinaryPairedTestAtRatioZero(long seed) {
    double[] differences = new Random(seed).doubles(12, -1, 1.2).toArray();
    assertThat(CorrectedResampledT.of(differences, 0).orElseThrow().pValue())
        .isCloseTo(TestUtils.tTest(0, differences), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void isEquivalentExactlyWhenBothOneSidedTestsReject(long seed) {
    Random random = new Random(seed);
    double ratio = 0.25;
    for (int i = 0; i < 200; i++) {
      double[] differences = random.doubles(15, -0.05, 0.06).toArray();
      double margin = random.nextDouble() * 0.08;
      double error = Math.sqrt((1 / 15.0 + ratio) * StatUtils.variance(differences));
      TDistribution t = new TDistribution(14);
      double mean = StatUtils.mean(differences);
      double pLower = 1 - t.cumulativeProbability((mean + margin) / error);
      double pUpper = t.cumulativeProbability((mean - margin) / error);
      assertThat(CorrectedResampledT.of(differences, ratio).orElseThrow().equivalentWithin(margin))
          .isEqualTo(Math.max(pLower, pUpper) < 0.05);
    }
  }

  @Test
  void theMoreTestRowsPerTrainingRowTheWiderTheInterval() {
    double[] differences = {0.1, 0.3, -0.1, 0.2};
    double last = 0;
    for (double ratio : new double[] {0, 0.1, 0.25, 1}) {
      Interval ci = CorrectedResampledT.of(differences, ratio).orElseThrow().ci95();
      assertThat(ci.high() - ci.low()).isGreaterThan(last);
      last = ci.high() - ci.low();
    }
  }

  @Test
  void noDifferenceAnywhereIsEquivalence() {
    PairedResult result = CorrectedResampledT.of(new double[10], 0.25).orElseThrow();
    assertThat(result).isEqualTo(new PairedResult(0, new Interval(0, 0), new Interval(0, 0), 1));
    assertThat(result.equivalentWithin(1e-9)).isTrue();
  }

  @Test
  void differencesOfRoundingAreNoEvidence() {
    double[] rounding = {1e-16, 1.1e-16, 2e-16, 1.5e-16};
    assertThat(CorrectedResampledT.of(rounding, 0.25).orElseThrow().pValue()).isEqualTo(1);
  }

  @Test
  void aConstantDifferenceTellsNothingAboutItsError() {
    double[] constant = new double[15];
    Arrays.fill(constant, 1 / 30.0);
    assertThat(CorrectedResampledT.of(constant, 0.25)).isEmpty();
    assertThat(CorrectedResampledT.of(new double[] {0.9 - 0.8, 0.7 - 0.6, 0.5 - 0.4}, 0.25))
        .as("constant but for rounding")
        .isEmpty();
  }

  @Test
  void oneDifferenceHasNoInterval() {
    assertThat(CorrectedResampledT.of(new double[] {0.1}, 0.25)).isEmpty();
    assertThat(CorrectedResampledT.of(new double[0], 0.25)).isEmpty();
    assertThat(CorrectedResampledT.interval95(new double[] {0.9}, 0.25)).isEmpty();
  }

  @Test
  void theIntervalOfAMeanUsesTheSameVariance() {
    double[] values = {0.1, 0.3, -0.1, 0.2};
    assertThat(CorrectedResampledT.interval95(values, 0.25))
        .contains(CorrectedResampledT.of(values, 0.25).orElseThrow().ci95());
    assertThat(CorrectedResampledT.interval95(new double[] {1, 1, 1}, 0.25))
        .contains(new Interval(1, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
  void refusesValuesThatAreNotFinite(double value) {
    assertThatThrownBy(() -> CorrectedResampledT.of(new double[] {0, value}, 0.25))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("value 2 of 2 is " + value + ", not finite");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesRatiosOutOfRange(double ratio) {
    assertThatThrownBy(() -> CorrectedResampledT.of(new double[] {0, 1}, ratio))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(ratio));
  }
}
