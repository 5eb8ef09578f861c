package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.Yaml;
import org.junit.jupiter.api.Test;

class FlopsTest {
  @Test
  void countsForwardAndBothGradientsButTheFirstLayersInputGradient() {
    long forward = 2 * (30 * 64 + 64 * 32 + 32);
    assertThat(Flops.ofTrainingStep(Models.find("dense-small"), new int[] {30}, 1))
        .isEqualTo(3 * forward - 2 * 30 * 64)
        .isEqualTo(20_160);
  }

  @Test
  void countsTheHeadAloneAsTheFirstLayer() {
    assertThat(Flops.ofTrainingStep(Models.find("logistic"), new int[] {30}, 2)).isEqualTo(240);
  }

  /** Convolutions at 148, 72 and 34 places a side, 17 x 17 x 64 values into the dense layer. */
  @Test
  void countsTheSmallCnnOnImagesOf150Pixels() {
    long first = 2L * 148 * 148 * 32 * 27;
    long forward =
        first
            + 2L * 72 * 72 * 32 * 288
            + 2L * 34 * 34 * 64 * 288
            + 2L * 17 * 17 * 64 * 64
            + 2L * 64;
    assertThat(Flops.ofTrainingStep(Models.find("small-cnn"), new int[] {150, 150, 3}, 1))
        .isEqualTo(3 * forward - first)
        .isEqualTo(497_301_888);
  }

  /** Scale and shift meet every value; a layer after them computes its input's gradient. */
  @Test
  void countsBatchNormalisationAsALayerWithWeights() {
    ModelSpec spec =
        TinyData.spec(
            "layers: [{batch-norm: {}}, {conv: {filters: 5, kernel: 1}}, {batch-norm: {}}]",
            "updater: {sgd: {learning-rate: 1}}");
    long first = 2 * 6 * 4 * 3;
    long conv = 2 * 6 * 4 * 3 * 5;
    long second = 2 * 6 * 4 * 5;
    long head = 2 * 6 * 4 * 5;
    assertThat(Flops.ofTrainingStep(spec, new int[] {6, 4, 3}, 1))
        .isEqualTo(2 * first + 3 * (conv + second + head));
  }

  /** Stride 2 with padding gives 4 x 4 places from 7 x 7 pixels; the first weights are dense. */
  @Test
  void skipsLayersWithoutWeightsAndFollowsStrideAndPadding() {
    ModelSpec spec =
        Yaml.parse(
            "test",
            """
            name: test
            layers:
              - avg-pool: {size: 2}
              - conv: {filters: 5, kernel: 3, stride: 2, padding: same}
              - dropout: {rate: 0.5}
              - dense: {units: 6}
            updater: {sgd: {learning-rate: 1}}
            """,
            ModelSpec.class);
    long conv = 2 * 4 * 4 * 5 * 9 * 2;
    long dense = 2 * 80 * 6;
    long head = 2 * 6 * 2;
    assertThat(Flops.ofTrainingStep(spec, new int[] {14, 14, 2}, 2))
        .isEqualTo(2 * conv + 3 * (dense + head));
  }
}
