package io.twinhead.audit;

import static io.twinhead.audit.StockModels.dense;
import static io.twinhead.audit.StockModels.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.nd4j.linalg.activations.Activation.IDENTITY;
import static org.nd4j.linalg.activations.Activation.RELU;
import static org.nd4j.linalg.activations.Activation.SIGMOID;
import static org.nd4j.linalg.activations.Activation.SOFTMAX;
import static org.nd4j.linalg.activations.Activation.TANH;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

class NetworkRulesTest {
  private static final ILossFunction BINARY = new LossBinaryXENT();
  private static final ILossFunction CATEGORICAL = new LossMCXENT();

  @TempDir private Path folder;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("TH001", of(output(4, 1, SOFTMAX, CATEGORICAL))),
        arguments("TH001", of(output(4, 1, SOFTMAX, BINARY))),
        arguments("TH001", of(output(4, 1, SOFTMAX, new LossMSE()))),
        arguments("TH002", of(output(4, 2, SIGMOID, BINARY))),
        arguments("TH003", of(output(4, 2, SOFTMAX, BINARY))),
        arguments("TH003", of(output(4, 5, SOFTMAX, BINARY))),
        arguments("TH004", of(output(4, 1, SIGMOID, CATEGORICAL))),
        arguments("TH004", of(output(4, 1, SIGMOID, new LossNegativeLogLikelihood()))),
        arguments("TH005", of(dense(4, 2, SOFTMAX), output(2, 2, SOFTMAX, CATEGORICAL))),
        arguments("TH005", of(dense(4, 1, SIGMOID), output(1, 1, SIGMOID, BINARY))),
        arguments("TH005", of(dense(4, 2, SOFTMAX), loss(SOFTMAX, CATEGORICAL))),
        arguments(
            "TH005",
            of(
                dense(4, 1, IDENTITY),
                new ActivationLayer(SIGMOID),
                new DropoutLayer(0.5),
                loss(SIGMOID, BINARY))),
        arguments(
            "TH005",
            of(dense(4, 2, SOFTMAX), new ActivationLayer(SOFTMAX), loss(IDENTITY, CATEGORICAL))),
        arguments("TH006", of(output(4, 1, IDENTITY, BINARY))),
        arguments("TH006", of(output(4, 2, RELU, CATEGORICAL))),
        arguments("TH006", of(output(4, 1, TANH, BINARY))),
        arguments("TH006", of(dense(4, 2, RELU), loss(IDENTITY, CATEGORICAL))),
        arguments("TH007", of(output(4, 1, SIGMOID, new LossMSE()))),
        arguments("TH007", of(output(4, 2, SOFTMAX, new LossMSE()))),
        arguments("TH008", of(output(4, 3, SIGMOID, CATEGORICAL))),
        arguments("TH009", of(output(4, 1, SIGMOID, weighted(3)))),
        arguments("TH009", of(output(4, 3, SIGMOID, weighted(1, 3)))));
  }

  private static Layer[] of(Layer... layers) {
    return Stream.concat(Stream.of(dense(3, 4, RELU)), Stream.of(layers)).toArray(Layer[]::new);
  }

  private static Layer loss(Activation activation, ILossFunction loss) {
    return new LossLayer.Builder(loss).activation(activation).build();
  }

  private static ILossFunction weighted(double... weights) {
    return new LossBinaryXENT(Nd4j.createFromArray(weights));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void catchesEachMistakeByItsCodeAlone(String code, Layer... layers) {
    LintReport report = Linter.model(StockModels.write(folder.resolve("model.zip"), layers));
    assertThat(report.findings())
        .filteredOn(finding -> finding.severity() != Severity.INFO)
        .extracting(Finding::code)
        .containsExactly(code);
    Finding finding = report.findings().get(0);
    assertThat(finding.where()).contains("model.zip").contains("layer");
    assertThat(finding.message()).doesNotContain("null").endsWith(".");
    assertThat(finding.remedy()).isNotBlank();
  }

  static Stream<Arguments> soundNetworks() {
    return Stream.of(
        arguments(List.of("TH010"), of(output(4, 1, SIGMOID, BINARY))),
        arguments(List.of("TH010"), of(output(4, 7, SIGMOID, BINARY))),
        arguments(List.of("TH010"), of(output(4, 2, SOFTMAX, CATEGORICAL))),
        arguments(List.of("TH010"), of(output(4, 2, SOFTMAX, new LossNegativeLogLikelihood()))),
        arguments(List.of("TH010"), of(dense(4, 8, SIGMOID), output(8, 1, SIGMOID, BINARY))),
        arguments(List.of("TH010"), of(dense(4, 2, SOFTMAX), loss(IDENTITY, CATEGORICAL))),
        arguments(List.of("TH010"), of(dense(4, 1, IDENTITY), loss(SIGMOID, BINARY))),
        arguments(List.of(), of(output(4, 1, IDENTITY, new LossMSE()))),
        arguments(List.of("TH011"), of(dense(4, 1, SIGMOID))));
  }

  @ParameterizedTest
  @MethodSource("soundNetworks")
  void leavesSoundNetworksAlone(List<String> notes, Layer... layers) {
    LintReport report = Linter.model(StockModels.write(folder.resolve("model.zip"), layers));
    assertThat(report.findings()).extracting(Finding::code).isEqualTo(notes);
  }

  @Test
  void checksEveryOutputOfAGraph() {
    Path file =
        StockModels.writeGraph(
            folder.resolve("graph.zip"),
            output(4, 1, SOFTMAX, CATEGORICAL),
            output(4, 2, SOFTMAX, BINARY));
    List<Finding> findings = Linter.model(file).findings();
    assertThat(findings).extracting(Finding::code).containsExactly("TH001", "TH003");
    assertThat(findings).extracting(Finding::where).element(0).asString().endsWith("layer 'one'");
    assertThat(findings).extracting(Finding::where).element(1).asString().endsWith("layer 'other'");
  }

  @Test
  void readsTheJsonOfOldVersions() throws IOException {
    String json =
        """
        {"confs": [{"layer": {"output": {"layerName": "out", "nin": 4, "nout": 1,
          "activationFn": {"Softmax": {}}, "lossFn": {"MCXENT": {}}}}}]}
        """;
    assertThat(Linter.model(zip("configuration.json", json)).findings())
        .extracting(Finding::code)
        .containsExactly("TH001");
  }

  @Test
  void saysHowFarTheClippedLossGoes() {
    Path file = StockModels.write(folder.resolve("m.zip"), of(output(4, 1, SIGMOID, BINARY)));
    assertThat(Linter.model(file).findings().get(0).message())
        .contains("1.0E-5")
        .contains("exceeds 11.5");
  }

  @Test
  void neverLoadsAClassThatTheFileNames() throws IOException {
    String json =
        """
        {"confs": [{"layer": {"@class": "io.twinhead.audit.NetworkRulesTest$Bomb", "nout": 1,
          "activationFn": {"@class": "io.twinhead.audit.NetworkRulesTest$Bomb"},
          "lossFn": {"@class": "io.twinhead.audit.NetworkRulesTest$Bomb"}}}]}
        """;
    assertThat(Linter.model(zip("configuration.json", json)).findings()).isEmpty();
    assertThat(Watch.loaded).isFalse();
  }

  @Test
  void refusesWhatIsNoModel() throws IOException {
    Path text = Files.writeString(folder.resolve("text.zip"), "no zip");
    assertRefused(text, "not a readable zip");
    assertRefused(zip("coefficients.bin", "1"), "without configuration.json");
    assertRefused(zip("configuration.json", "{\"confs\": "), "configuration.json:1:");
    assertRefused(zip("configuration.json", "{}"), "describes no network");
    assertRefused(zip("configuration.json", "[".repeat(100_000)), "is not JSON");
    Path whole = zip("configuration.json", "{}");
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(whole, "not a readable zip");
  }

  @Test
  void readsNoMoreThanItsLimitOfAnEntryThatUnpacksToMuch() throws IOException {
    assertRefused(zip("configuration.json", " ".repeat(BoundedJson.MOST_BYTES + 1)), "4 MB");
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> Linter.model(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }

  private Path zip(String entry, String text) throws IOException {
    Path file = folder.resolve("made.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  /** Notices when it is loaded. */
  static final class Bomb {
    static {
      Watch.loaded = true;
    }
  }

  /** Outlives the question. */
  private static final class Watch {
    private static boolean loaded;
  }
}
