package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.head.OutputHead;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** With a learning rate of 1, a step of SGD is the gradient. */
class ClipTest {
  private static final double NORM = 0.1;
  private static final double VALUE = 0.03;
  private static final String LAYERS =
      "layers: [{dense: {units: 6, activation: tanh}}, {dense: {units: 5}}]";
  private static final ModelSpec FREE = spec("");

  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> HEADS = TinyData.HEADS;

  @ParameterizedTest
  @FieldSource("HEADS")
  void scalesTheGradientOfEachLayerDownToANorm(OutputHead head) {
    List<INDArray> free = gradients(FREE, head);
    List<INDArray> clipped = gradients(spec("clip: {norm: " + NORM + "}"), head);
    for (int i = 0; i < free.size(); i++) {
      double norm = free.get(i).norm2Number().doubleValue();
      requireSame(clipped.get(i), free.get(i).mul(Math.min(1, NORM / norm)));
    }
    assertThat(free).anyMatch(g -> g.norm2Number().doubleValue() > NORM);
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void cutsEachComponentToAValue(OutputHead head) {
    List<INDArray> free = gradients(FREE, head);
    List<INDArray> clipped = gradients(spec("clip: {value: " + VALUE + "}"), head);
    for (int i = 0; i < free.size(); i++) {
      double[] expected =
          Arrays.stream(free.get(i).toDoubleVector())
              .map(g -> Math.max(-VALUE, Math.min(VALUE, g)))
              .toArray();
      assertThat(clipped.get(i).toDoubleVector())
          .usingComparatorWithPrecision(1e-6)
          .containsExactly(expected);
    }
    assertThat(free).anyMatch(g -> g.amaxNumber().doubleValue() > VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "norm, 0.5, ClipL2PerLayer",
    "value, 0.25, ClipElementWiseAbsoluteValue",
  })
  void isDl4jsInEveryLayer(String key, double limit, GradientNormalization expected) {
    ModelSpec spec = spec("clip: {%s: %s}".formatted(key, limit));
    MultiLayerNetwork network = Networks.create(spec, OutputHead.SOFTMAX, TinyData.ROW, 1);
    for (Layer layer : network.getLayers()) {
      BaseLayer configuration = (BaseLayer) layer.conf().getLayer();
      assertThat(configuration.getGradientNormalization()).isEqualTo(expected);
      assertThat(configuration.getGradientNormalizationThreshold()).isEqualTo(limit);
    }
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void learns(OutputHead head) {
    for (String clip : List.of("clip: {norm: 0.2}", "clip: {value: 0.05}")) {
      TinyData.Trained trained = TinyData.train(spec(clip), head, TinyData.ROW, 20);
      assertThat(trained.lastLoss()).isLessThan(0.9 * trained.firstLoss());
    }
  }

  private static ModelSpec spec(String clip) {
    return TinyData.spec(LAYERS, "updater: {sgd: {learning-rate: 1}}", clip);
  }

  /** The first step of each layer. */
  private static List<INDArray> gradients(ModelSpec spec, OutputHead head) {
    MultiLayerNetwork before = Networks.create(spec, head, TinyData.ROW, TinyData.SEED);
    MultiLayerNetwork after = TinyData.train(spec, head, TinyData.ROW, 1).network();
    return Arrays.stream(before.getLayers())
        .map(layer -> layer.params().sub(after.getLayer(layer.getIndex()).params()).ravel())
        .toList();
  }

  private static void requireSame(INDArray actual, INDArray expected) {
    assertThat(actual.sub(expected).norm2Number().doubleValue()).isCloseTo(0, within(1e-5));
  }
}
