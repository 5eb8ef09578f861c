package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LabelPredictionsTest {
  @Test
  void eachLabelIsDecidedByItself() {
    LabelPredictions p =
        LabelPredictions.of(new double[] {2, -1, 0, 0, 3, 4}, 3, new byte[] {1, 0, 0, 0, 1, 1});
    assertThat(p.size()).isEqualTo(2);
    assertThat(p.probability(0, 0)).isCloseTo(0.8807970779778823, within(1e-15));
    assertThat(p.predicted(0, 1)).isFalse();
    assertThat(p.predicted(0, 2)).isTrue();
    assertThat(p.carries(1, 0)).isFalse();
    assertThat(p.carries(1, 2)).isTrue();
  }

  @Test
  void oneLabelIsAQuestionOfTwoClasses() {
    double[] weights = {2, 3};
    BinaryPredictions second =
        new LabelPredictions(new double[] {1, 2, 3, 4}, 2, new byte[] {0, 1, 1, 0}, weights)
            .label(1);
    assertThat(second.logits()).containsExactly(2, 4);
    assertThat(second.labels()).containsExactly(1, 0);
    assertThat(second.weights()).containsExactly(2, 3);
  }

  @Test
  void refusesNanNamingRowAndLabel() {
    assertThatThrownBy(
            () -> LabelPredictions.of(new double[] {0, 0, 0, Double.NaN}, 2, new byte[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 2: the logit of label 2 is NaN");
  }

  @Test
  void refusesTargetsOutsideZeroOne() {
    assertThatThrownBy(() -> LabelPredictions.of(new double[4], 2, new byte[] {0, 1, -1, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 2: the target of label 1 is -1, not 0 or 1");
  }

  @Test
  void refusesWeightsThatAreNotFiniteAndAtLeastZero() {
    assertThatThrownBy(
            () ->
                new LabelPredictions(
                    new double[4], 2, new byte[4], new double[] {Double.MAX_VALUE, 1e308}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 2: the weights up to here add up to infinity");
  }

  @Test
  void refusesArraysThatDoNotFit() {
    assertThatThrownBy(() -> new LabelPredictions(new double[4], 2, new byte[3], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 logits, 3 targets and 2 weights: there must be 2, 2 and one per row");
    assertThatThrownBy(() -> new LabelPredictions(new double[4], 2, new byte[4], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("4 logits, 4 targets and 3 weights");
  }

  @Test
  void refusesNoLabels() {
    assertThatThrownBy(() -> LabelPredictions.of(new double[0], 0, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 labels: there must be one or more");
  }
}
