package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private static final BinaryPredictions PREDICTIONS =
      new BinaryPredictions(
          new double[] {2, 1, -1, -2, 3}, new int[] {1, 0, 1, 0, 1}, new double[] {1, 2, 4, 8, 16});

  @Test
  void addsUpWeightsByPredictedAndActualClass() {
    assertThat(ConfusionMatrix.of(PREDICTIONS, Threshold.HALF))
        .isEqualTo(new ConfusionMatrix(17, 2, 4, 8));
  }

  @Test
  void followsTheThreshold() {
    assertThat(ConfusionMatrix.of(PREDICTIONS, Threshold.ofProbability(0.9, "given")))
        .isEqualTo(new ConfusionMatrix(16, 0, 5, 10));
  }

  @Test
  void perfectAndInvertedDecisionsCorrelateExactly() {
    assertThat(new ConfusionMatrix(3, 0, 0, 7).mcc()).isEqualTo(Score.of(1));
    assertThat(new ConfusionMatrix(0, 7, 3, 0).mcc()).isEqualTo(Score.of(-1));
  }

  @Test
  void f1IsZeroWhenPositivesExistButNoneIsFound() {
    ConfusionMatrix none = new ConfusionMatrix(0, 0, 3, 7);
    assertThat(none.f1()).isEqualTo(Score.of(0));
    assertThat(none.precision().defined()).isFalse();
  }
}
