package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.Yaml;
import io.twinhead.head.HeadLoss;
import io.twinhead.head.OutputHead;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class SeededDropoutTest {
  private static final int ROWS = 3;

  private static final ModelSpec SPEC =
      Yaml.parse(
          "test",
          """
          name: test
          layers:
            - conv: {filters: 3, activation: tanh}
            - dropout: {rate: 0.4}
            - dense: {units: 5, activation: tanh}
            - dropout: {rate: 0.2}
          updater: {sgd: {learning-rate: 0.1}}
          """,
          ModelSpec.class);

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.5, 0.7, 1})
  void keepsTheShareAndScalesItUp(double retain) {
    int size = 200_001;
    float[] mask = new float[size];
    SeededDropout.fill(mask, size, 3, retain);
    int kept = 0;
    for (float value : mask) {
      assertThat(value).isIn(0f, (float) (1 / retain));
      kept += value > 0 ? 1 : 0;
    }
    double deviation = Math.sqrt(retain * (1 - retain) / size);
    assertThat((double) kept / size).isCloseTo(retain, within(4 * deviation));
  }

  /** Two values come from one number of the stream: they must not depend on each other. */
  @Test
  void keepsNeighboursIndependently() {
    int size = 200_000;
    float[] mask = new float[size];
    SeededDropout.fill(mask, size, 4, 0.5);
    for (int first = 0; first < 2; first++) {
      int both = 0;
      for (int i = first; i + 1 < size; i += 2) {
        both += mask[i] > 0 && mask[i + 1] > 0 ? 1 : 0;
      }
      assertThat(both / (size / 2.0)).isCloseTo(0.25, within(4 * Math.sqrt(0.1875 / 100_000)));
    }
  }

  @Test
  void repeatsFromItsSeedAndWritesNoMoreThanAsked() {
    float[] mask = new float[101];
    float[] again = new float[101];
    float[] other = new float[101];
    SeededDropout.fill(mask, 99, 5, 0.5);
    SeededDropout.fill(again, 99, 5, 0.5);
    SeededDropout.fill(other, 99, 6, 0.5);
    assertThat(again).isEqualTo(mask).endsWith(0, 0);
    assertThat(other).isNotEqualTo(mask);
  }

  @Test
  void givesEachLayerOfEachStepItsOwnSeed() {
    SplittableRandom steps = new SplittableRandom(1);
    assertThat(
            steps
                .longs(100)
                .flatMap(
                    step ->
                        LongStream.range(0, 20)
                            .map(layer -> SeededDropout.layerSeed(step, (int) layer)))
                .distinct()
                .count())
        .isEqualTo(2000);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, 1e-6", "DOUBLE, 1e-12"})
  void appliesItsMaskInRowMajorOrderToImagesAndToRows(DataType type, double tolerance) {
    MultiLayerNetwork network = network(type);
    INDArray input = input(type);
    INDArray conv = network.feedForward(input.dup(), false).get(1);
    SeededDropout.begin(network, 9);
    var outputs = network.feedForward(input.dup(), true);
    assertThat(outputs.get(2).dataType()).isEqualTo(type);
    assertMasked(outputs.get(2), conv, SeededDropout.layerSeed(9, 1), 0.6, tolerance);
    INDArray dense =
        Transforms.tanh(
            outputs
                .get(2)
                .dup('c')
                .reshape(ROWS, -1)
                .mmul(network.getParam("2_W"))
                .addiRowVector(network.getParam("2_b")));
    assertMasked(outputs.get(4), dense, SeededDropout.layerSeed(9, 3), 0.8, tolerance);
  }

  /** The loss of one step is a smooth function while its masks stay. */
  @Test
  void backpropagatesThroughTheMaskOfTheForwardPass() {
    MultiLayerNetwork network = network(DataType.DOUBLE);
    double h = 1e-5;
    INDArray gradient = gradient(network);
    for (int i = 0; i < network.numParams(); i += 7) {
      double at = network.params().getDouble(i);
      network.params().putScalar(i, at + h);
      double up = score(network);
      network.params().putScalar(i, at - h);
      double down = score(network);
      network.params().putScalar(i, at);
      assertThat(gradient.getDouble(i)).isCloseTo((up - down) / (2 * h), within(1e-8));
    }
  }

  @Test
  void doesNothingInInference() {
    MultiLayerNetwork network = network(DataType.FLOAT);
    var outputs = network.feedForward(input(DataType.FLOAT), false);
    assertThat(outputs.get(2)).isEqualTo(outputs.get(1));
  }

  @Test
  void refusesToTrainBeforeAStepHasBegun() {
    MultiLayerNetwork network = network(DataType.FLOAT);
    SeededDropout.begin(network, 1);
    MultiLayerNetwork copy = new MultiLayerNetwork(network.getLayerWiseConfigurations().clone());
    copy.init();
    assertThatThrownBy(() -> copy.feedForward(input(DataType.FLOAT), true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SeededDropout.begin");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
  void refusesWhatIsNoShare(double retain) {
    assertThatThrownBy(() -> new SeededDropout(retain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retain = " + retain);
  }

  private static void assertMasked(
      INDArray actual, INDArray before, long seed, double retain, double tolerance) {
    float[] mask = new float[(int) before.length()];
    SeededDropout.fill(mask, mask.length, seed, retain);
    double[] values = before.dup('c').data().asDouble();
    double[] masked = actual.dup('c').data().asDouble();
    assertThat(mask).contains(0f);
    for (int i = 0; i < mask.length; i++) {
      assertThat(masked[i]).isCloseTo(mask[i] * values[i], within(tolerance));
      assertThat(values[i]).isNotZero();
    }
  }

  private static INDArray gradient(MultiLayerNetwork network) {
    score(network);
    return network.gradient().gradient().div(ROWS); // DL4J divides before the update
  }

  private static double score(MultiLayerNetwork network) {
    SeededDropout.begin(network, 9);
    network.setInput(input(DataType.DOUBLE));
    network.setLabels(
        HeadLoss.labels(OutputHead.SIGMOID, new float[] {0, 1, 1}, new float[] {1, 2, 1})
            .castTo(DataType.DOUBLE));
    network.computeGradientAndScore();
    return network.score();
  }

  private static INDArray input(DataType type) {
    double[] values = new SplittableRandom(2).doubles(ROWS * 6 * 5 * 2, -1, 1).toArray();
    return Nd4j.createFromArray(values).reshape(ROWS, 6, 5, 2).castTo(type);
  }

  private static MultiLayerNetwork network(DataType type) {
    MultiLayerConfiguration configuration =
        Networks.create(SPEC, OutputHead.SIGMOID, new int[] {6, 5, 2}, 1)
            .getLayerWiseConfigurations();
    configuration.setDataType(type);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }
}
