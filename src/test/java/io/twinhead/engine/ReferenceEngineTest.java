package io.twinhead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.Yaml;
import io.twinhead.head.Logistic;
import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.Networks;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ReferenceEngineTest {
  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> HEADS = OutputHead.ALL;

  private static final int FEATURES = 4;

  private static final ModelSpec SGD =
      Yaml.parse(
          "test",
          """
          name: test
          layers: [{dense: {units: 6, activation: tanh}}]
          updater: {sgd: {learning-rate: 0.5}}
          l2: 0.01
          """,
          ModelSpec.class);

  @ParameterizedTest
  @FieldSource("HEADS")
  void returnsTheDataLossBeforeTheUpdateWithoutRegularisation(OutputHead head) {
    Engine engine = engine(head);
    Batch batch = batch(10, 1);
    double expected = loss(engine, batch);
    assertThat(engine.step(batch)).isCloseTo(expected, within(1e-6));
    assertThat(loss(engine, batch)).isLessThan(expected);
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void logOddsAreTheLogitsOfTheNetworksOutput(OutputHead head) {
    Engine engine = engine(head);
    Batch batch = batch(10, 2);
    engine.step(batch);
    INDArray output =
        engine.network().output(Nd4j.createFromArray(batch.features()).reshape(10, FEATURES));
    double[] logOdds = engine.logOdds(batch.features(), 10);
    for (int i = 0; i < 10; i++) {
      assertThat(Logistic.sigmoid(logOdds[i]))
          .isCloseTo(output.getDouble(i, head.outputs() - 1), within(1e-6));
    }
  }

  /**
   * Two copies of a row in a batch of n + 1 and one copy of weight 2 give the same gradient sum.
   */
  @ParameterizedTest
  @FieldSource("HEADS")
  void aWeightOfTwoIsTheRowTwice(OutputHead head) {
    Batch batch = batch(3, 3);
    float[] doubled = Arrays.copyOf(batch.features(), 4 * FEATURES);
    System.arraycopy(batch.features(), 2 * FEATURES, doubled, 3 * FEATURES, FEATURES);
    float[] targets = Arrays.copyOf(batch.targets(), 4);
    targets[3] = targets[2];
    // a fourth row of weight 0 keeps the batch size, by which the gradient is divided, equal
    Engine weighted = engine(head);
    weighted.step(new Batch(doubled, targets, new float[] {1, 1, 2, 0}));
    Engine repeated = engine(head);
    repeated.step(new Batch(doubled, targets, new float[] {1, 1, 1, 1}));
    assertThat(
            weighted.network().params().sub(repeated.network().params()).amaxNumber().doubleValue())
        .isLessThan(1e-6);
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void repeatsBitForBit(OutputHead head) {
    Engine one = engine(head);
    Engine two = engine(head);
    for (int i = 0; i < 20; i++) {
      one.step(batch(10, i));
      two.step(batch(10, i));
    }
    assertThat(one.network().params()).isEqualTo(two.network().params());
  }

  @SuppressWarnings("unused") // the parameters below
  private static final List<Arguments> SEVERAL =
      List.of(
          Arguments.of(OutputHead.softmax(3), DataType.FLOAT),
          Arguments.of(OutputHead.softmax(3), DataType.DOUBLE),
          Arguments.of(OutputHead.sigmoid(4), DataType.FLOAT),
          Arguments.of(OutputHead.sigmoid(4), DataType.DOUBLE));

  @ParameterizedTest
  @FieldSource("SEVERAL")
  void learnsSeveralClassesAndSeveralLabels(OutputHead head, DataType type) {
    MultiLayerConfiguration configuration =
        Networks.create(SGD, head, new int[] {FEATURES}, 5).getLayerWiseConfigurations();
    configuration.setDataType(type);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    Engine engine = new ReferenceEngine(network, head, new int[] {FEATURES}, 7);
    Batch batch = separable(head, 90);
    double first = engine.step(batch);
    for (int i = 0; i < 300; i++) {
      engine.step(batch);
    }
    assertThat(engine.step(batch)).isLessThan(0.15).isLessThan(first / 5);
    assertThat(engine.logits(batch.features(), 90)).hasSize(90 * head.outputs());
    assertThat(network.params().dataType()).isEqualTo(type);
  }

  @Test
  void refusesABatchWithTargetsOfAnotherHead() {
    Engine engine = engine(OutputHead.softmax(3));
    assertThatThrownBy(() -> engine.step(batch(10, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10 targets for 10 rows")
        .hasMessageContaining("takes 3 for each row");
  }

  /**
   * With w = w1 - w0 both heads send the same gradient into the trunk, so one step moves the two
   * trunks alike only if they dropped the same units.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4     | {dense: {units: 40, activation: tanh}}",
        "2 2 1 | {conv: {kernel: 1, filters: 10, activation: tanh}}",
      })
  void dropsTheSameUnitsUnderBothHeads(String size, String layer) {
    int[] shape = Arrays.stream(size.split(" ")).mapToInt(Integer::parseInt).toArray();
    ModelSpec dropout =
        Yaml.parse(
            "test",
            """
            name: test
            layers: [%s, {dropout: {rate: 0.5}}]
            updater: {sgd: {learning-rate: 0.5}}
            """
                .formatted(layer),
            ModelSpec.class);
    MultiLayerNetwork sigmoid = Networks.create(dropout, OutputHead.SIGMOID, shape, 5);
    MultiLayerNetwork softmax = Networks.create(dropout, OutputHead.SOFTMAX, shape, 5);
    INDArray w = sigmoid.getParam("2_W");
    softmax.getParam("2_W").putColumn(0, w.mul(-0.5).reshape(40));
    softmax.getParam("2_W").putColumn(1, w.mul(0.5).reshape(40));
    INDArray start = sigmoid.getParam("0_W").dup();

    new ReferenceEngine(sigmoid, OutputHead.SIGMOID, shape, 9).step(batch(10, 1));
    new ReferenceEngine(softmax, OutputHead.SOFTMAX, shape, 9).step(batch(10, 1));

    INDArray moved = sigmoid.getParam("0_W").sub(start);
    assertThat(moved.amaxNumber().doubleValue()).isGreaterThan(1e-3);
    assertThat(sigmoid.getParam("0_W").sub(softmax.getParam("0_W")).amaxNumber().doubleValue())
        .isLessThan(1e-6);
    assertThat(moved.eq(0).castTo(moved.dataType()).sumNumber().doubleValue())
        .as("no unit is dropped in all ten rows, so all weights move")
        .isLessThan(moved.length() / 2.0);
  }

  @Test
  void refusesANetworkWithAnotherLoss() {
    MultiLayerNetwork network = Networks.create(SGD, OutputHead.SIGMOID, new int[] {FEATURES}, 5);
    ((org.deeplearning4j.nn.conf.layers.BaseOutputLayer) network.getOutputLayer().conf().getLayer())
        .setLossFn(OutputHead.SIGMOID.stockLoss());
    assertThatThrownBy(
            () -> new ReferenceEngine(network, OutputHead.SIGMOID, new int[] {FEATURES}, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LossBinaryXENT");
  }

  @Test
  void refusesABatchWhoseSizesDoNotFit() {
    assertThatThrownBy(() -> new Batch(new float[7], new float[2], new float[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7 feature values");
  }

  private static double loss(Engine engine, Batch batch) {
    double[] logOdds = engine.logOdds(batch.features(), batch.size());
    double sum = 0;
    for (int i = 0; i < logOdds.length; i++) {
      sum += batch.weights()[i] * OutputHead.SIGMOID.loss(logOdds, i, batch.targets());
    }
    return sum / batch.size();
  }

  /** Targets that one feature each decides: the largest, or the positive ones; with a margin. */
  private static Batch separable(OutputHead head, int rows) {
    SplittableRandom random = new SplittableRandom(6);
    float[] features = new float[rows * FEATURES];
    float[] targets = new float[rows * head.targets()];
    float[] weights = new float[rows];
    Arrays.fill(weights, 1);
    for (int i = 0; i < targets.length; i++) {
      int row = i / head.targets();
      int k = i % head.targets();
      boolean oneOfThem = head.activation() == Activation.SOFTMAX;
      targets[i] = (oneOfThem ? row % head.targets() == k : random.nextBoolean()) ? 1 : 0;
      features[row * FEATURES + k] = (float) (4 * targets[i] - 2 + random.nextDouble(-1, 1));
    }
    return new Batch(features, targets, weights);
  }

  private static Engine engine(OutputHead head) {
    return new ReferenceEngine(
        Networks.create(SGD, head, new int[] {FEATURES}, 5), head, new int[] {FEATURES}, 7);
  }

  private static Batch batch(int rows, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] features = new float[rows * FEATURES];
    float[] targets = new float[rows];
    float[] weights = new float[rows];
    for (int i = 0; i < rows; i++) {
      targets[i] = i % 2;
      weights[i] = (float) random.nextDouble(0.5, 2);
      for (int k = 0; k < FEATURES; k++) {
        features[i * FEATURES + k] = (float) (random.nextDouble() - targets[i]);
      }
    }
    return new Batch(features, targets, weights);
  }
}
