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
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelsTest {
  private static final int FEATURES = 7;

  @SuppressWarnings("unused") // the parameters below
  private static Stream<Arguments> everyModelWithBothHeads() {
    return Models.BUNDLED.stream()
        .flatMap(name -> OutputHead.ALL.stream().map(head -> Arguments.of(name, head)));
  }

  @ParameterizedTest
  @MethodSource("everyModelWithBothHeads")
  void trainsTwoStepsWithoutNaN(String name, OutputHead head) {
    MultiLayerNetwork network = Networks.create(Models.find(name), head, new int[] {FEATURES}, 3);
    ReferenceEngine engine = new ReferenceEngine(network, head, 7);
    Batch batch = batch(16);
    double first = engine.step(batch);
    double second = engine.step(batch);
    assertThat(first).isFinite().isPositive();
    assertThat(second).isLessThan(first);
    assertThat(network.params().toFloatVector()).doesNotContain(Float.NaN);
    assertThat(engine.logOdds(batch.features(), 16)).hasSize(16).doesNotContain(Double.NaN);
  }

  @ParameterizedTest
  @MethodSource("everyModelWithBothHeads")
  void startsBothHeadsFromTheSameTrunk(String name, OutputHead head) {
    ModelSpec spec = Models.find(name);
    MultiLayerNetwork network = Networks.create(spec, head, new int[] {FEATURES}, 9);
    MultiLayerNetwork sigmoid = Networks.create(spec, OutputHead.SIGMOID, new int[] {FEATURES}, 9);
    for (int layer = 0; layer < spec.layers().size(); layer++) {
      assertThat(network.getParam(layer + "_W")).isEqualTo(sigmoid.getParam(layer + "_W"));
    }
    assertThat(network.params())
        .isNotEqualTo(Networks.create(spec, head, new int[] {FEATURES}, 10).params());
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
            7);
    assertThat(engine.step(batch(8))).isFinite();
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

  private static Batch batch(int rows) {
    SplittableRandom random = new SplittableRandom(4);
    float[] features = new float[rows * FEATURES];
    float[] targets = new float[rows];
    float[] weights = new float[rows];
    for (int i = 0; i < rows; i++) {
      targets[i] = i % 2;
      weights[i] = 1;
      for (int k = 0; k < FEATURES; k++) {
        features[i * FEATURES + k] = (float) (random.nextDouble() + targets[i]);
      }
    }
    return new Batch(features, targets, weights);
  }
}
