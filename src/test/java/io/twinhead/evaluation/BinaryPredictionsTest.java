package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryPredictionsTest {
  private static final double[] ONES = {1, 1};

  @Test
  void refusesNanNamingTheRow() {
    assertThatThrownBy(() -> BinaryPredictions.of(new double[] {0, Double.NaN}, new int[] {0, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 2: the logit is NaN");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2})
  void refusesLabelsOutsideZeroOne(int label) {
    assertThatThrownBy(() -> BinaryPredictions.of(new double[] {0, 0}, new int[] {0, label}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 2: the label is " + label + ", not 0 or 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
  void refusesWeightsThatAreNotFiniteAndAtLeastZero(double weight) {
    assertThatThrownBy(
            () -> new BinaryPredictions(new double[2], new int[2], new double[] {weight, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("row 1: the weight");
  }

  @Test
  void refusesArraysOfDifferentLengths() {
    assertThatThrownBy(() -> new BinaryPredictions(new double[3], new int[2], ONES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("3 logits, 2 labels and 2 weights");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "2, 0.8807970779778823",
    "-40, 4.248354255291589e-18",
    "-745, 4.9e-324",
    "800, 1",
    "-Infinity, 0",
    "Infinity, 1"
  })
  void probabilityIsAccurateInBothTails(double logit, double expected) {
    double p = BinaryPredictions.of(new double[] {logit}, new int[] {1}).probability(0);
    assertThat(p).isCloseTo(expected, within(expected * 1e-15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-9, 0.3, 5, 30, 700})
  void probabilitiesOfOppositeLogitsAddUpToOne(double logit) {
    BinaryPredictions p = BinaryPredictions.of(new double[] {logit, -logit}, new int[] {1, 0});
    assertThat(p.probability(0)).isCloseTo(1 - p.probability(1), within(1e-16));
  }

  @Test
  void countsRowsWhoseUnitIsSaturated() {
    assertThat(BinaryPredictions.of(new double[] {0, 6.9, 6.91, -7, 800}, new int[5]).saturated())
        .isEqualTo(3);
  }
}
