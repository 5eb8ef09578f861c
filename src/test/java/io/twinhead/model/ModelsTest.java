package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import io.twinhead.config.Yaml;
import io.twinhead.engine.Batch;
import io.twinhead.engine.ReferenceEngine;
import io.twinhead.head.OutputHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class ModelsTest {
  private static final int FEATURES = 7;

  @SuppressWarnings("unused") // the parameters below
  private static Stream<Arguments> everyModelWithBothHeads() {
    return Models.BUNDLED.stream()
        .flatMap(name -> OutputHead.ALL.stream().map(head -> Arguments.of(name, head)));
  }

  @ParameterizedTest
  @MethodSource("everyModelWithBothHeads")
  void trainsAFewStepsWithoutNaN(String name, OutputHead head) {
    int[] shape = shape(name);
    MultiLayerNetwork network = Networks.create(Models.find(name), head, shape, 3);
    ReferenceEngine engine = new ReferenceEngine(network, head, shape, 7);
    Batch batch = batch(16, Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    double first = engine.step(batch);
    double last = first;
    for (int step = 1; step < 8; step++) {
      last = engine.step(batch);
    }
    assertThat(first).isFinite().isPositive();
    assertThat(last).isLessThan(first);
    assertThat(network.params().toFloatVector()).doesNotContain(Float.NaN);
    assertThat(engine.logOdds(batch.features(), 16)).hasSize(16).doesNotContain(Double.NaN);
  }

  @ParameterizedTest
  @MethodSource("everyModelWithBothHeads")
  void startsBothHeadsFromTheSameTrunk(String name, OutputHead head) {
    ModelSpec spec = Models.find(name);
    int[] shape = shape(name);
    Map<String, INDArray> parameters = Networks.create(spec, head, shape, 9).paramTable();
    Map<String, INDArray> sigmoid =
        Networks.create(spec, OutputHead.SIGMOID, shape, 9).paramTable();
    Map<String, INDArray> another = Networks.create(spec, head, shape, 10).paramTable();
    String output = spec.layers().size() + "_";
    assertThat(parameters).containsOnlyKeys(sigmoid.keySet()).containsKey(output + "W");
    parameters.forEach(
        (key, values) -> {
          if (!key.startsWith(output)) {
            assertThat(values).as(key).isEqualTo(sigmoid.get(key));
          }
          if (key.endsWith("W")) {
            assertThat(values).as(key).isNotEqualTo(another.get(key));
          }
        });
  }

  @Test
  void bundlesEveryFileInTheModelsDirectory() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("models"))) {
      assertThat(files.map(f -> f.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(Models.BUNDLED);
    }
    for (String name : Models.BUNDLED) {
      assertThat(Models.find(name).name()).isEqualTo(name);
      assertThat(Models.find(name).description()).isNotBlank();
    }
  }

  @Test
  void readsAUsersFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        name: mine
        l2: 0.001
        layers:
          - dense: {units: 8, activation: tanh}
          - dropout: {rate: 0.5}
        updater: {nesterov: {learning-rate: 0.05}}
        """);
    ModelSpec spec = Models.find(file.toString());
    assertThat(spec.layers()).hasSize(2);
    ReferenceEngine engine =
        new ReferenceEngine(
            Networks.create(spec, OutputHead.SOFTMAX, new int[] {FEATURES}, 1),
            OutputHead.SOFTMAX,
            new int[] {FEATURES},
            7);
    assertThat(engine.step(batch(8, FEATURES))).isFinite();
  }

  @Test
  void readsAndTrainsTheReadmesExample() throws IOException {
    String example =
        Files.readString(Path.of("README.md"))
            .lines()
            .dropWhile(line -> !line.equals("    name: mine"))
            .takeWhile(line -> line.startsWith("    "))
            .map(line -> line.substring(4))
            .collect(Collectors.joining("\n"));
    ModelSpec spec = Yaml.parse("README.md", example, ModelSpec.class);
    for (OutputHead head : OutputHead.ALL) {
      TinyData.Trained trained = TinyData.train(spec, head, TinyData.IMAGE, 20);
      assertThat(trained.lastLoss()).isLessThan(0.9 * trained.firstLoss());
    }
  }

  @Test
  void suggestsTheNearestName() {
    assertThatThrownBy(() -> Models.find("dense-smal"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("did you mean 'dense-small'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layers: [{dense: {units: 0}}] | units = 0: must be at least 1",
        "layers: [{dense: {unit: 3}}] | unknown key 'unit'; did you mean 'units'?",
        "layers: [{dens: {units: 3}}] | dens",
        "layers: [{dropout: {rate: 1.5}}] | rate = 1.5",
        "layer: [] | unknown key 'layer'; did you mean 'layers'?",
        "layers: [{dense: {units: many}}] | many",
        "layers: [{dense: {units: 3, activation: rellu}}] | rellu",
        "l2: -1 | l2 = -1.0: must be 0 or more",
        "layers: [{conv: {filters: 0}}] | filters = 0: must be at least 1",
        "layers: [{conv: {filters: 2, kernel: 0}}] | kernel = 0: must be at least 1",
        "layers: [{conv: {filters: 2, padding: full}}] | is not one of valid, same",
        "layers: [{conv: {filters: 2, size: 3}}] | unknown key 'size'",
        "layers: [{max-pool: {stride: -1}}] | stride = -1: must be at least 1",
        "layers: [{avg-pool: {kernel: 2}}] | unknown key 'kernel'",
        "layers: [{dense: {units: 2}}, {max-pool: {}}] | layers have max-pool 2x2 after a dense",
        "layers: [{batch-norm: {momentum: 1}}] | momentum = 1.0: must be at least 0 and below 1",
        "layers: [{batch-norm: {epsilon: 0}}] | epsilon = 0.0: must be a positive number",
        "layers: [{batch-norm: {decay: 0.9}}] | unknown key 'decay'",
        "layers: [{batchnorm: {}}] | batchnorm",
        "weight-decay: -1 | weight-decay = -1.0: must be 0 or more",
        "clip: {} | clip has no limit: give it norm or value",
        "clip: {norm: 1, value: 0.5} | clip has both norm = 1.0 and value = 0.5: keep one",
        "clip: {norm: 0} | norm = 0.0: must be a positive number",
        "clip: {value: -1} | value = -1.0: must be a positive number",
        "clip: {max: 1} | unknown key 'max'",
        "clip: 1 | clip",
        "channels: 2 | channels = 2: must be 1 (grey) or 3 (colour)",
      })
  void namesPlaceAndRemedyOfAMistake(String line, String message) {
    String yaml = "name: x\nupdater: {sgd: {learning-rate: 0.1}}\n" + line + "\n";
    String complete = line.startsWith("layers") ? yaml : yaml + "layers: []\n";
    assertThatThrownBy(() -> Yaml.parse("my.yaml", complete, ModelSpec.class))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("my.yaml:3:")
        .hasMessageContaining(message);
  }

  @Test
  void refusesAnUpdaterWithoutLearningRate() {
    assertThatThrownBy(
            () ->
                Yaml.parse(
                    "my.yaml", "name: x\nlayers: []\nupdater: {adam: {}}\n", ModelSpec.class))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("learning-rate");
  }

  private static int[] shape(String model) {
    return model.endsWith("cnn") ? new int[] {22, 25, 3} : new int[] {FEATURES};
  }

  private static Batch batch(int rows, int size) {
    SplittableRandom random = new SplittableRandom(4);
    float[] features = new float[rows * size];
    float[] targets = new float[rows];
    float[] weights = new float[rows];
    for (int i = 0; i < rows; i++) {
      targets[i] = i % 2;
      weights[i] = 1;
      for (int k = 0; k < size; k++) {
        features[i * size + k] = (float) (random.nextDouble() + targets[i]);
      }
    }
    return new Batch(features, targets, weights);
  }
}
