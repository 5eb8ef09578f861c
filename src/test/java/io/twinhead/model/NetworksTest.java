package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.InputException;
import io.twinhead.config.Yaml;
import io.twinhead.head.OutputHead;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworksTest {
  /** Keras's count of the same network. */
  @ParameterizedTest
  @CsvSource({"sigmoid, 1212513", "softmax, 1212578"})
  void smallCnnHasTheParametersOfTheSameNetworkInKeras(String head, long parameters) {
    MultiLayerNetwork network =
        Networks.create(Models.find("small-cnn"), OutputHead.of(head), new int[] {150, 150, 3}, 1);
    assertThat(network.numParams()).isEqualTo(parameters);
  }

  @Test
  void flattensInTheOrderOfMemory() {
    MultiLayerNetwork network =
        Networks.create(Models.find("tiny-cnn"), OutputHead.SIGMOID, new int[] {12, 14, 3}, 1);
    var flatten =
        (CnnToFeedForwardPreProcessor) network.getLayerWiseConfigurations().getInputPreProcess(4);
    assertThat(flatten.getFormat()).isEqualTo(CNN2DFormat.NHWC);
    assertThat(flatten.getInputHeight()).isEqualTo(1);
    assertThat(flatten.getInputWidth()).isEqualTo(2);
    assertThat(flatten.getNumChannels()).isEqualTo(32);
  }

  /** Glorot's bound is sqrt(6 / (fan-in + fan-out)), with fans as Keras counts them. */
  @Test
  void drawsWeightsUniformlyWithinGlorotsBoundAndLeavesBiasesZero() {
    ModelSpec spec =
        spec(
            "[{conv: {filters: 40, kernel: 5, stride: 2}}, {conv: {filters: 60}}, {dense: {units: 50}}]");
    MultiLayerNetwork network = Networks.create(spec, OutputHead.SOFTMAX, new int[] {21, 21, 3}, 1);
    assertUniform(network.getParam("0_W"), Math.sqrt(6.0 / (25 * 3 + 25 * 40)));
    assertUniform(network.getParam("1_W"), Math.sqrt(6.0 / (9 * 40 + 9 * 60)));
    assertUniform(network.getParam("2_W"), Math.sqrt(6.0 / (7 * 7 * 60 + 50)));
    for (int layer = 0; layer < 4; layer++) {
      assertThat(network.getParam(layer + "_b").amaxNumber().doubleValue()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{conv: {filters: 2}}] | a convolution",
        "[{dropout: {rate: 0.1}}, {avg-pool: {}}] | pooling",
      })
  void refusesATableForAModelOfImages(String layers, String what) {
    assertThatThrownBy(() -> Networks.create(spec(layers), OutputHead.SIGMOID, new int[] {30}, 1))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "model mine begins with %s, which needs images; this data set is a table with 30"
                    .formatted(what)
                + " inputs: use dense-small");
  }

  @Test
  void refusesImagesThatAreUsedUpBeforeTheLastLayer() {
    ModelSpec model = Models.find("small-cnn");
    assertThatThrownBy(() -> Networks.create(model, OutputHead.SIGMOID, new int[] {12, 12, 3}, 1))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "image size 12x12 is too small for model small-cnn: layer 5 (conv 3x3) would get 1x1;"
                + " use larger images (--image-size 22 or more) or tiny-cnn");
    assertThat(Networks.create(model, OutputHead.SIGMOID, new int[] {22, 22, 3}, 1)).isNotNull();
  }

  @Test
  void suggestsTinyCnnOnlyWhereItHelps() {
    assertThatThrownBy(
            () ->
                Networks.create(
                    Models.find("tiny-cnn"), OutputHead.SIGMOID, new int[] {30, 9, 1}, 1))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "image size 30x9 is too small for model tiny-cnn: layer 4 (max-pool 2x2) would get"
                + " 12x1; use larger images (--image-size 10 or more)");
  }

  @Test
  void makesTheShapesThatItsLayersForetell() {
    ModelSpec spec =
        spec(
            "[{conv: {filters: 4, kernel: 2, stride: 3, padding: same}},"
                + " {max-pool: {size: 3, stride: 2}}, {dropout: {rate: 0.5}},"
                + " {avg-pool: {padding: same}}, {conv: {filters: 5, kernel: 1}}]");
    int[] shape = {29, 34, 2};
    MultiLayerNetwork network = Networks.create(spec, OutputHead.SIGMOID, shape, 1);
    var outputs = network.feedForward(Nd4j.zeros(network.params().dataType(), 1, 29, 34, 2));
    for (int i = 0; i < spec.layers().size(); i++) {
      shape = spec.layers().get(i).outputShape(shape);
      assertThat(outputs.get(i + 1).shape()).containsExactly(1, shape[0], shape[1], shape[2]);
    }
  }

  private static void assertUniform(INDArray weights, double bound) {
    assertThat(weights.amaxNumber().doubleValue()).isBetween(0.99 * bound, bound * (1 + 1e-6));
    assertThat(weights.meanNumber().doubleValue()).isCloseTo(0, within(0.05 * bound));
    assertThat(weights.stdNumber().doubleValue())
        .isCloseTo(bound / Math.sqrt(3), within(0.03 * bound));
  }

  private static ModelSpec spec(String layers) {
    return Yaml.parse(
        "mine.yaml",
        "name: mine\nlayers: %s\nupdater: {sgd: {learning-rate: 0.1}}\n".formatted(layers),
        ModelSpec.class);
  }
}
