package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedResultTest {
  private static final PairedResult RESULT =
      new PairedResult(0.005, new Interval(-0.01, 0.02), new Interval(-0.02, 0.03), 0.4);

  @Test
  void isEquivalentOnlyWithTheIntervalStrictlyInsideTheMargin() {
    assertThat(RESULT.equivalentWithin(Math.nextUp(0.02))).isTrue();
    assertThat(RESULT.equivalentWithin(0.02)).isFalse();
    assertThat(RESULT.equivalentWithin(0.005)).isFalse();
  }

  /**
   * Student's sleep data with R's TOSTER, {@code t_TOST(extra ~ group, data = sleep, low_eqbound =
   * -1, high_eqbound = 1, paired = TRUE)}: difference -1.58, 90 % interval -2.293005 to -0.8669947,
   * p = 2.832890e-03 for no difference and 0.915 for equivalence, which is not shown. R's {@code
   * t.test} gives the interval more digits; see statistics.R.
   */
  @Test
  void agreesWithTosterOnStudentsSleepData() {
    double[] gained = {-1.2, -2.4, -1.3, -1.3, 0.0, -1.0, -1.8, -0.8, -4.6, -1.4};
    PairedResult result = CorrectedResampledT.of(gained, 0).orElseThrow();
    assertThat(result.difference()).isCloseTo(-1.58, within(1e-14));
    assertThat(result.ci90().low()).isCloseTo(-2.2930052670292835, within(1e-12));
    assertThat(result.ci90().high()).isCloseTo(-0.8669947329707165, within(1e-12));
    assertThat(result.pValue()).isCloseTo(2.832890e-03, within(1e-9));
    assertThat(result.equivalentWithin(1)).isFalse();
    assertThat(result.equivalentWithin(2.293005)).isFalse();
    assertThat(result.equivalentWithin(2.293006)).isTrue();
  }

  /**
   * Schuirmann (1987): two one-sided tests at 5 % reject just when the 90 % interval lies inside;
   * here the p-values of both tests are computed from the normal distribution.
   */
  @Test
  void isTheTwoOneSidedTests() {
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    for (double difference : new double[] {-1, -0.2, 0, 0.7}) {
      PairedResult result = PairedResult.symmetric(difference, 1, normal).orElseThrow();
      for (double margin = 0.5; margin < 4; margin += 0.01) {
        double pAbove = normal.cumulativeProbability(-(difference + margin));
        double pBelow = normal.cumulativeProbability(difference - margin);
        assertThat(result.equivalentWithin(margin)).isEqualTo(Math.max(pAbove, pBelow) < 0.05);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN})
  void refusesAMarginThatIsNotPositive(double margin) {
    assertThatThrownBy(() -> RESULT.equivalentWithin(margin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a margin is positive, not " + margin);
  }

  @Test
  void refusesNan() {
    Interval any = new Interval(0, 1);
    assertThatThrownBy(() -> new PairedResult(Double.NaN, any, any, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PairedResult(0, any, any, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Interval(0, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Interval(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void intervalsAreWrittenAsPairs() throws JsonProcessingException {
    assertThat(new ObjectMapper().writeValueAsString(RESULT))
        .isEqualTo(
            "{\"difference\":0.005,\"ci90\":[-0.01,0.02],\"ci95\":[-0.02,0.03],\"pValue\":0.4}");
  }
}
