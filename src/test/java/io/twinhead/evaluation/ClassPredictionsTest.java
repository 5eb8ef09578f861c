package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.head.Logistic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassPredictionsTest {
  private static final double[] ROWS = {
    Math.log(0.2), Math.log(0.5), Math.log(0.3), Math.log(0.4), Math.log(0.2), Math.log(0.4)
  };

  @Test
  void theMostProbableClassIsPredictedAndOfTiesTheFirst() {
    ClassPredictions p = ClassPredictions.of(ROWS, 3, new int[] {0, 2});
    assertThat(p.predicted()).containsExactly(1, 0);
    assertThat(p.probability(0, 1)).isCloseTo(0.5, within(1e-15));
    assertThat(p.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3})
  void refusesLabelsThatAreNoClass(int label) {
    assertThatThrownBy(() -> ClassPredictions.of(ROWS, 3, new int[] {0, label}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 2: the label is " + label + ", not 0 to 2");
  }

  @ParameterizedTest
  @CsvSource({"0.5, 1.3", "NaN, NaN", "0, 0.8", "Infinity, Infinity"})
  void refusesRowsThatAreNoDistribution(double p, String sum) {
    double[] rows = ROWS.clone();
    rows[4] = Math.log(p);
    assertThatThrownBy(() -> ClassPredictions.of(rows, 3, new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("row 2: the probabilities add up to " + sum);
  }

  @Test
  void refusesWeightsThatAreNotFiniteAndAtLeastZero() {
    assertThatThrownBy(() -> new ClassPredictions(ROWS, 3, new int[2], new double[] {1, -1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 2: the weight is -1.0, not a number from 0 up");
  }

  @Test
  void refusesArraysThatDoNotFit() {
    assertThatThrownBy(() -> new ClassPredictions(ROWS, 3, new int[3], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "6 log-probabilities, 3 labels and 3 weights: there must be 3, one and one per row");
    assertThatThrownBy(() -> new ClassPredictions(ROWS, 3, new int[2], new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("6 log-probabilities, 2 labels and 1 weights");
  }

  @Test
  void refusesFewerThanTwoClasses() {
    assertThatThrownBy(() -> ClassPredictions.of(new double[2], 1, new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 classes: there must be two or more");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-700, -40, -1, 0, 1e-3, 0.5, 30})
  void oneAgainstTheRestHasTheLogOdds(double logOdds) {
    double[] logs = {-Logistic.softplus(logOdds), -Logistic.softplus(-logOdds)};
    BinaryPredictions p = ClassPredictions.of(logs, 2, new int[] {1}).oneAgainstRest(1);
    assertThat(p.logits()[0]).isCloseTo(logOdds, within(1e-13 * Math.abs(logOdds) + 1e-15));
    assertThat(p.labels()).containsExactly(1);
  }

  @Test
  void oneAgainstTheRestKeepsCertainties() {
    double[] certain = {0, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    ClassPredictions p = ClassPredictions.of(certain, 3, new int[] {0});
    assertThat(p.oneAgainstRest(0).logits()).containsExactly(Double.POSITIVE_INFINITY);
    assertThat(p.oneAgainstRest(2).logits()).containsExactly(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aProbabilityThatIsRoundedAboveOneCountsAsOne() {
    ClassPredictions p = ClassPredictions.of(new double[] {1e-9, -50}, 2, new int[] {0});
    assertThat(p.probability(0, 0)).isEqualTo(1);
    assertThat(p.logProbability(0, 0)).isZero();
  }
}
