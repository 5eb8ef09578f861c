package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import io.twinhead.head.OutputHead;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.WeightDecay;

class WeightDecayTest {
  private static final double RATE = 0.02;
  private static final double DECAY = 0.3;
  private static final String LAYERS = "layers: [{conv: {filters: 3}}, {dense: {units: 5}}]";
  private static final String UPDATER = "updater: {adam: {learning-rate: " + RATE + "}}";
  private static final ModelSpec PLAIN = TinyData.spec(LAYERS, UPDATER);
  private static final ModelSpec DECAYING =
      TinyData.spec(LAYERS, UPDATER, "weight-decay: " + DECAY);

  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> HEADS = TinyData.HEADS;

  /** Unlike L2, it does not go through Adam. */
  @ParameterizedTest
  @FieldSource("HEADS")
  void takesRateTimesDecayOfEachWeightAndNothingOfBiases(OutputHead head) {
    MultiLayerNetwork before = Networks.create(PLAIN, head, TinyData.IMAGE, TinyData.SEED);
    MultiLayerNetwork plain = afterOneStep(PLAIN, head);
    MultiLayerNetwork decayed = afterOneStep(DECAYING, head);
    before
        .paramTable()
        .forEach(
            (name, parameter) -> {
              double factor = name.endsWith("W") ? RATE * DECAY : 0;
              INDArray expected = plain.getParam(name).sub(parameter.mul(factor));
              assertThat(decayed.getParam(name).ravel().toDoubleVector())
                  .as(name)
                  .usingComparatorWithPrecision(1e-7)
                  .containsExactly(expected.ravel().toDoubleVector());
            });
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void learns(OutputHead head) {
    TinyData.Trained trained = TinyData.train(DECAYING, head, TinyData.IMAGE, 20);
    assertThat(trained.lastLoss()).isLessThan(0.9 * trained.firstLoss());
  }

  @Test
  void isDl4jsWithTheLearningRate() {
    MultiLayerNetwork network = Networks.create(DECAYING, OutputHead.SIGMOID, TinyData.IMAGE, 1);
    for (int i = 0; i < network.getnLayers(); i++) {
      BaseLayer layer = (BaseLayer) network.getLayer(i).conf().getLayer();
      assertThat(layer.getRegularization()).containsExactly(new WeightDecay(DECAY, true));
      assertThat(layer.getRegularizationBias()).isEmpty();
    }
  }

  @Test
  void isNotForModelsWithL2() {
    assertThatThrownBy(() -> TinyData.spec("layers: []", UPDATER, "weight-decay: 0.01", "l2: 0.1"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "test.yaml:4:1: weight-decay = 0.01 stands beside l2 = 0.1, and both shrink the"
                + " weights: keep one");
    assertThat(TinyData.spec("layers: []", UPDATER, "weight-decay: 0.01", "l2: 0").l2()).isZero();
  }

  private static MultiLayerNetwork afterOneStep(ModelSpec spec, OutputHead head) {
    return TinyData.train(spec, head, TinyData.IMAGE, 1).network();
  }
}
