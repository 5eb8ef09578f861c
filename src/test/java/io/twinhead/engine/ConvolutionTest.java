package io.twinhead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.config.Yaml;
import io.twinhead.head.Logistic;
import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.Models;
import io.twinhead.model.Networks;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks on images: numbers worked out with NumPy, and learning. */
class ConvolutionTest {
  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> HEADS = OutputHead.ALL;

  static Stream<JsonNode> golden() throws IOException {
    try (InputStream in = ConvolutionTest.class.getResourceAsStream("golden.json")) {
      JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(cases.spliterator(), false);
    }
  }

  /** Layout of images and kernels, padding, order of flattening, loss, and every gradient. */
  @ParameterizedTest
  @MethodSource("golden")
  void agreesWithNumpyBeforeAndAfterAStep(JsonNode golden) {
    OutputHead head = OutputHead.of(golden.get("head").textValue());
    int[] shape = ints(golden.get("shape"));
    MultiLayerNetwork network = Networks.create(spec(golden), head, shape, 1);
    each(golden.get("before"), (key, values) -> set(network.getParam(key), values));
    Engine engine = new ReferenceEngine(network, head, shape, 1);
    float[] y = floats(golden.get("y"));
    float[] ones = new float[y.length];
    Arrays.fill(ones, 1);
    float[] x = floats(golden.get("x"));

    assertClose(engine.logOdds(x, y.length), golden.get("log_odds"), "log-odds");
    assertThat(engine.step(new Batch(x, y, ones)))
        .isCloseTo(golden.get("loss").doubleValue(), within(1e-5));
    each(
        golden.get("after"),
        (key, values) ->
            assertClose(network.getParam(key).dup('c').data().asDouble(), values, key));
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void tellsHorizontalFromVerticalStripes(OutputHead head) {
    int[] shape = {12, 12, 1};
    Engine engine =
        new ReferenceEngine(
            Networks.create(Models.find("tiny-cnn"), head, shape, 1), head, shape, 1);
    for (int step = 0; step < 60; step++) {
      engine.step(stripes(32, 12, step));
    }
    Batch unseen = stripes(200, 12, -1);
    double[] logOdds = engine.logOdds(unseen.features(), 200);
    int right = 0;
    for (int i = 0; i < 200; i++) {
      right += (logOdds[i] >= 0) == (unseen.targets()[i] == 1) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(190);
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void infersManyExamplesAsItInfersOne(OutputHead head) {
    int[] shape = {150, 150, 3};
    int rows = 18;
    Engine engine =
        new ReferenceEngine(
            Networks.create(Models.find("small-cnn"), head, shape, 1), head, shape, 1);
    float[] images = new float[rows * 150 * 150 * 3];
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextDouble();
    }
    double[] together = engine.logOdds(images, rows);
    int size = images.length / rows;
    for (int i : new int[] {0, 15, 17}) {
      double[] alone = engine.logOdds(Arrays.copyOfRange(images, i * size, (i + 1) * size), 1);
      assertThat(together[i]).isCloseTo(alone[0], within(1e-5));
    }
  }

  /**
   * One step of rate 1 from a head of zeros on one positive: each head weight moves by half of what
   * its unit gave out, which is 0 or 1 / (1 - rate) times its output in inference.
   */
  @ParameterizedTest
  @FieldSource("HEADS")
  void dropsOutputsOfTheDenseLayerWhileTrainingOnly(OutputHead head) {
    ModelSpec spec =
        Yaml.parse(
            "test",
            """
            name: test
            layers: [{conv: {filters: 2}}, {dense: {units: 400, activation: sigmoid}}, {dropout: {rate: 0.75}}]
            updater: {sgd: {learning-rate: 1}}
            """,
            ModelSpec.class);
    int[] shape = {6, 6, 1};
    MultiLayerNetwork network = Networks.create(spec, head, shape, 1);
    network.getParam("3_W").assign(0);
    float[] image = Arrays.copyOf(stripes(1, 6, 1).features(), 36);
    double[] outputs =
        network
            .feedForwardToLayer(1, Nd4j.createFromArray(image).reshape(1, 6, 6, 1), false)
            .get(2)
            .dup('c')
            .data()
            .asDouble();
    Engine engine = new ReferenceEngine(network, head, shape, 1);
    engine.step(new Batch(image, new float[] {1}, new float[] {1}));

    INDArray weights = network.getParam("3_W");
    int dropped = 0;
    for (int unit = 0; unit < 400; unit++) {
      double factor = 2 * weights.getDouble(unit, head.outputs() - 1) / outputs[unit];
      dropped += factor == 0 ? 1 : 0;
      assertThat(factor == 0 ? 4 : factor).isCloseTo(4, within(1e-4));
    }
    assertThat(dropped).isBetween(270, 330); // 300 expected, standard deviation 8.7
    assertThat(engine.logOdds(image, 1)).isEqualTo(engine.logOdds(image, 1));
    double[] after =
        network.output(Nd4j.createFromArray(image).reshape(1, 6, 6, 1)).data().asDouble();
    assertThat(Logistic.sigmoid(engine.logOdds(image, 1)[0]))
        .isCloseTo(after[head.outputs() - 1], within(1e-6));
  }

  /** Stripes four pixels apart with noise; target 1 when they are vertical. */
  private static Batch stripes(int rows, int side, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] images = new float[rows * side * side];
    float[] targets = new float[rows];
    for (int i = 0; i < images.length; i++) {
      int row = i / (side * side);
      targets[row] = row % 2;
      int along = row % 2 == 1 ? i % side : i / side % side;
      double stripe = (along + row / 2) % 4 < 2 ? 1 : 0;
      images[i] = (float) (stripe + 0.5 * random.nextDouble(-1, 1));
    }
    float[] ones = new float[rows];
    Arrays.fill(ones, 1);
    return new Batch(images, targets, ones);
  }

  private static ModelSpec spec(JsonNode golden) {
    return Yaml.parse(
        golden.get("name").textValue(),
        "name: golden\nlayers: %s\nupdater: {sgd: {learning-rate: %s}}\n"
            .formatted(golden.get("layers").textValue(), golden.get("learning_rate")),
        ModelSpec.class);
  }

  private static void set(INDArray parameter, JsonNode values) {
    parameter.assign(Nd4j.createFromArray(floats(values)).reshape(parameter.shape()));
  }

  private static void assertClose(double[] actual, JsonNode expected, String what) {
    assertThat(actual).as(what).hasSize(expected.size());
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as("%s, element %d", what, i)
          .isCloseTo(expected.get(i).doubleValue(), within(1e-5));
    }
  }

  private static void each(JsonNode object, BiConsumer<String, JsonNode> action) {
    for (Iterator<Map.Entry<String, JsonNode>> it = object.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = it.next();
      action.accept(entry.getKey(), entry.getValue());
    }
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).floatValue();
    }
    return values;
  }

  private static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::intValue).toArray();
  }
}
