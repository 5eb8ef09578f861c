package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code model.zip} tells whoever has that file alone. */
class ModelFileContentTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void tellsWhereTheModelComesFrom() throws IOException {
    Path run = TrainedRuns.on("breast-cancer", folder.resolve("run"), "--head=softmax");
    JsonNode from = json(run, "provenance.json");
    JsonNode record = JSON.readTree(Files.readString(run.resolve("run.json")));
    assertThat(from.at("/metrics")).isEqualTo(record.at("/metrics"));
    assertThat(from.at("/split")).isEqualTo(record.at("/split"));
    assertThat(from.at("/seeds")).isEqualTo(record.at("/seeds"));
    assertThat(from.at("/program/cpu")).isEqualTo(record.at("/provenance/cpu"));
    assertThat(from.at("/program/os").textValue()).isEqualTo(System.getProperty("os.name"));
    assertThat(from.at("/ended").textValue()).isEqualTo("epochs");
    assertThat(from.has("ancestors")).isFalse();
    assertThat(from.at("/data/sha256")).isEqualTo(record.at("/data/sha256"));
    assertThat(from.at("/data/train")).isEqualTo(record.at("/data/train"));
    assertThat(from.at("/data/columns/label/0").textValue()).isEqualTo("diagnosis");
    assertThat(from.at("/data/columns/licence").textValue()).isEqualTo("BSD-3-Clause");
    assertThat(from.at("/libraries/dl4j").textValue()).startsWith("1.");
    assertThat(from.at("/libraries/nd4j").textValue()).startsWith("1.");
    assertThat(from.at("/libraries/backend").textValue()).isEqualTo("CpuBackend");
    assertThat(Files.readAllLines(run.resolve("config.yaml")))
        .containsSubsequence(entry(run, "config.yaml").lines().toList());
  }

  /** So that equal trainings give equal files, wherever and whenever. */
  @Test
  void namesNoTimeAndNoPlace() throws IOException {
    Path run = TrainedRuns.on("breast-cancer", folder.resolve("run"), "--head=sigmoid");
    Path again = TrainedRuns.on("breast-cancer", folder.resolve("again"), "--head=sigmoid");
    assertThat(again.resolve("model.zip")).hasSameBinaryContentAs(run.resolve("model.zip"));
    assertThat(entry(run, "provenance.json")).doesNotContain(folder.toString(), "seconds");
  }

  @Test
  void tellsWhichModelItBeganFrom() throws IOException {
    Path first = TrainedRuns.on("breast-cancer", folder.resolve("first"), "--head=softmax");
    Path next =
        TrainedRuns.on(
            "breast-cancer", folder.resolve("next"), "--head=softmax", "--init-from=" + first);
    JsonNode from = json(next, "provenance.json").at("/ancestors/0");
    JsonNode ancestor =
        JSON.readTree(Files.readString(next.resolve("run.json"))).at("/ancestors/0");
    assertThat(from.at("/role").textValue()).isEqualTo("start");
    assertThat(from.at("/sha256").textValue()).hasSize(64);
    assertThat(from.at("/sha256")).isEqualTo(ancestor.at("/model_sha256"));
    assertThat(from.at("/data")).isEqualTo(ancestor.at("/data/name"));
    assertThat(from.at("/data_sha256")).isEqualTo(ancestor.at("/data/sha256"));
    assertThat(from.toString()).doesNotContain(folder.toString());
  }

  @Test
  void followsACalibrationAndAConversion() throws IOException {
    Path run =
        TrainedRuns.on("breast-cancer", folder.resolve("run"), "--head=softmax", "--epochs=5");
    CliRunner calibrate = CliRunner.run("calibrate", run.toString(), "--threshold=f1");
    assertThat(calibrate.code()).as(calibrate.err()).isZero();
    JsonNode record = JSON.readTree(Files.readString(run.resolve("run.json")));
    assertThat(json(run, "provenance.json").at("/metrics")).isEqualTo(record.at("/metrics"));
    assertThat(json(run, "head.json").at("/threshold/objective").textValue()).isEqualTo("f1");

    Path other = folder.resolve("other");
    CliRunner convert = CliRunner.run("convert", run.toString(), "--to=sigmoid", "--out=" + other);
    assertThat(convert.code()).as(convert.err()).isZero();
    JsonNode from = json(other, "provenance.json");
    assertThat(from.at("/converted_from/head").textValue()).isEqualTo("softmax");
    assertThat(from.at("/data")).isEqualTo(json(run, "provenance.json").at("/data"));
    assertThat(entry(other, "config.yaml")).contains("head: sigmoid");
  }

  /** Whoever trains on with DL4J alone begins from there, not from where a schedule ended. */
  @Test
  void keepsTheLearningRateThatASchedulesRatesArePartsOf() throws IOException {
    Path run =
        TrainedRuns.on(
            "breast-cancer",
            folder.resolve("run"),
            "--head=sigmoid",
            "--epochs=3",
            "--schedule=cosine");
    List<JsonNode> rates = json(run, "configuration.json").findValues("learningRate");
    assertThat(rates).isNotEmpty().allMatch(rate -> rate.doubleValue() == 0.001);
  }

  @Test
  void holdsNothingElse() throws IOException {
    Path run = TrainedRuns.on("breast-cancer", folder.resolve("run"), "--head=sigmoid");
    try (ZipFile zip = new ZipFile(run.resolve("model.zip").toFile())) {
      List<String> names = zip.stream().map(Objects::toString).toList();
      assertThat(names)
          .containsExactly(
              "configuration.json",
              "coefficients.bin",
              "updaterState.bin",
              "config.yaml",
              "head.json",
              "preprocessing.json",
              "provenance.json",
              "trunk.yaml");
    }
  }

  private static JsonNode json(Path run, String name) throws IOException {
    return JSON.readTree(entry(run, name));
  }

  private static String entry(Path run, String name) throws IOException {
    try (ZipFile zip = new ZipFile(run.resolve("model.zip").toFile())) {
      byte[] bytes = zip.getInputStream(zip.getEntry(name)).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
