package io.twinhead.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.twinhead.training.Epoch;
import io.twinhead.training.Judgement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RunRulesTest {
  private static final String HALF = "{\"value\": 0.5, \"logit\": 0.0, \"objective\": \"default\"}";
  private static final String RUN =
      """
      {"head": "sigmoid", "task": "binary", "threshold": %s,
       "metrics": {"roc_auc": {"value": 0.9}, "recall": {"value": 0.8}},
       "judgement": {"kind": "learns", "sentence": "learns"}}
      """
          .formatted(HALF);
  private static final String HEAD =
      """
      {"head": "sigmoid", "labels": ["no", "yes"], "positive": "yes", "threshold": %s}
      """
          .formatted(HALF);
  private static final String NETWORK =
      """
      {"confs": [{"layer": {"@class": "x.OutputLayer", "nout": 1,
       "activationFn": {"@class": "x.ActivationSigmoid"},
       "lossFn": {"@class": "x.LossBinaryXENT", "clipEps": 1e-5}}}]}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeSoundRun() {
    write("run.json", RUN);
    epochs(0.6, 0.5, 0.4);
    zip(HEAD, NETWORK);
  }

  @Test
  void findsNothingInASoundRun() {
    assertThat(findings()).isEmpty();
  }

  @Test
  void findsARecordThatIsNotTheModels() {
    String other = "{\"value\": 0.75, \"logit\": 1.0986122886681098, \"objective\": \"f1\"}";
    write("run.json", RUN.replace(HALF, other));
    assertOne("TH211", "0.75");
    write("run.json", RUN.replace("\"task\"", "\"labels\": [\"yes\", \"no\"], \"task\""));
    assertOne("TH211", "[\"yes\",\"no\"]");
  }

  static Stream<Arguments> mistakesInRunJson() {
    return Stream.of(
        arguments("TH201", HALF, "{\"value\": -0.4, \"logit\": -0.4}", "-0.4"),
        arguments("TH201", HALF, "{\"value\": 0, \"logit\": 0}", "0.0"),
        arguments("TH201", HALF, "{\"value\": 1.7}", "1.7"),
        arguments("TH201", HALF, "{\"value\": 1, \"logit\": 1}", "1.0"),
        arguments("TH202", HALF, "{\"value\": 0.3, \"logit\": 0.0}", "0.500000"),
        arguments("TH203", HALF, "{\"value\": 0, \"logit\": %s}".formatted(-Double.MAX_VALUE), "0"),
        arguments(
            "TH204",
            "\"learns\", \"sentence\": \"learns\"",
            "\"stuck_at_baseline\", \"sentence\": \"gets stuck at the baseline: 0.6931\"",
            "The training gets stuck at the baseline: 0.6931. A model that"),
        arguments("TH205", "\"task\"", "\"divergence\": \"epoch 3 became NaN\", \"task\"", "NaN"),
        arguments(
            "TH206",
            "\"learns\", \"sentence\": \"learns\"",
            "\"overfits\", \"sentence\": \"learns, then overfits\"",
            "The training learns, then overfits. The network"),
        arguments("TH207", "\"sigmoid\"", "\"softmax\"", "names the head sigmoid"),
        arguments(
            "TH208",
            "0.9}, \"recall\": {\"value\": 0.8}",
            "0.5}, \"recall\": {\"value\": 0}",
            "0.5"),
        arguments("TH209", "0.9}", "0.12}", "0.1200"),
        arguments("TH210", "{\"head\"", "{\"head", "is not JSON"));
  }

  @ParameterizedTest
  @MethodSource("mistakesInRunJson")
  void catchesEachMistakeInTheRecordByItsCodeAlone(
      String code, String from, String to, String message) {
    write("run.json", RUN.replace(from, to));
    assertOne(code, message);
  }

  @Test
  void readsTheThresholdThatPredictionsUse() {
    zip(HEAD.replace("\"value\": 0.5", "\"value\": 0.7"), NETWORK);
    assertOne("TH202", "0.7");
    assertThat(findings().get(0).where()).contains("model.zip!head.json");
  }

  @Test
  void acceptsThresholdsWrittenWithTheirLogits() {
    String threshold = "{\"value\": 0.3, \"logit\": -0.8472978603872037}";
    write("run.json", RUN.replace(HALF, threshold));
    zip(HEAD.replace(HALF, threshold), NETWORK);
    assertThat(findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sigmoid, 1, 2, true",
    "sigmoid, 2, 2, true",
    "sigmoid, 5, 5, true",
    "softmax, 2, 2, true",
    "softmax, 5, 5, true",
    "sigmoid, 2, 5, false",
    "softmax, 3, 2, false",
    "softmax, 2, 5, false"
  })
  void holdsTheUnitsAgainstHeadAndLabels(String head, int units, int labels, boolean fits) {
    String names =
        IntStream.range(0, labels).mapToObj(i -> "\"c" + i + "\"").collect(Collectors.joining(","));
    write("run.json", RUN.replace("\"sigmoid\"", "\"" + head + "\""));
    String network = NETWORK.replace("\"nout\": 1", "\"nout\": " + units);
    zip(
        HEAD.replace("\"sigmoid\"", "\"" + head + "\"").replace("\"no\", \"yes\"", names),
        head.equals("softmax")
            ? network.replace("Sigmoid", "Softmax").replace("BinaryXENT", "MCXENT")
            : network);
    assertThat(findings())
        .extracting(Finding::code)
        .filteredOn(code -> !code.equals("TH002")) // two sigmoid units have a rule of their own
        .isEqualTo(fits ? List.of() : List.of("TH207"));
  }

  @Test
  void refusesASoftmaxRunOnOverlappingLabels() {
    write("run.json", RUN.replace("sigmoid", "softmax").replace("binary", "multilabel"));
    zip(
        HEAD.replace("sigmoid", "softmax"),
        NETWORK
            .replace("\"nout\": 1", "\"nout\": 2")
            .replace("Sigmoid", "Softmax")
            .replace("BinaryXENT", "MCXENT"));
    assertOne("TH207", "overlap");
  }

  @Test
  void seesALossThatRisesAgain() {
    epochs(0.7, 0.5, 0.6, 1.9);
    assertOne("TH205", "from 0.7000 down to 0.5000 and ended at 1.9000 (epoch 4)");
  }

  @Test
  void letsALossWaver() {
    epochs(0.7, 0.4, 0.65);
    assertThat(findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"run.json", "metrics.jsonl", "model.zip"})
  void namesTheFileThatIsMissing(String name) throws IOException {
    Files.delete(folder.resolve(name));
    assertOne("TH210", "does not exist");
    assertThat(findings().get(0).where()).endsWith(name);
  }

  @Test
  void namesTheLineThatWasCutOff() {
    write("metrics.jsonl", "{\"train_loss\": 0.5}\n{\"train_lo");
    assertOne("TH210", "metrics.jsonl:2");
  }

  @Test
  void checksATrainingThatHasJustEnded() {
    List<Epoch> history =
        IntStream.of(1, 2, 3)
            .mapToObj(i -> new Epoch(i, i == 2 ? 0.5 : i, 0.7, Map.of(), 1, 1, 0))
            .toList();
    Judgement stuck =
        new Judgement(Judgement.Kind.STUCK_AT_BASELINE, "gets stuck at the baseline: 0.7 of 0.7");
    Judgement overfits = new Judgement(Judgement.Kind.OVERFITS, "overfits");
    assertThat(Linter.afterTraining("here", history, stuck))
        .extracting(Finding::code)
        .containsExactly("TH205");
    assertThat(Linter.afterTraining("here", history.subList(0, 2), stuck))
        .extracting(Finding::code)
        .containsExactly("TH204");
    assertThat(Linter.afterTraining("here", history.subList(0, 2), stuck).get(0).message())
        .startsWith("The training gets stuck at the baseline: 0.7 of 0.7. A model");
    assertThat(Linter.afterTraining("here", history.subList(0, 2), overfits)).isEmpty();
  }

  private void assertOne(String code, String message) {
    assertThat(findings()).extracting(Finding::code).containsExactly(code);
    assertThat(findings().get(0).message()).contains(message);
  }

  private List<Finding> findings() {
    return Linter.run(folder).findings();
  }

  private void epochs(double... losses) {
    StringBuilder lines = new StringBuilder();
    for (double loss : losses) {
      lines.append("{\"train_loss\": %s}%n".formatted(loss));
    }
    write("metrics.jsonl", lines.toString());
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void zip(String head, String network) {
    Map<String, String> entries =
        new TreeMap<>(Map.of("head.json", head, "configuration.json", network));
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("model.zip")))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
