package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sigmoid", "softmax"})
  void writesTheRecordOfOneTrainingAndItsReport(String head) throws IOException {
    Path out = folder.resolve("run");
    CliRunner run =
        CliRunner.run(
            "train",
            "datasets/breast-cancer",
            "--head=" + head,
            "--model=logistic",
            "--epochs=3",
            "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("with a " + head + " head", "85 rows held out", "roc_auc");
    assertThat(run.err()).contains("epoch   3").doesNotContain("epoch   4");
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder(
            "config.yaml", "run.json", "metrics.jsonl", "model.zip", "report.html");
    JsonNode record = new ObjectMapper().readTree(Files.readString(out.resolve("run.json")));
    assertThat(record.at("/head").textValue()).isEqualTo(head);
    assertThat(record.at("/data/train").intValue()).isEqualTo(569 - 85 - 85);
    assertThat(record.at("/metrics/roc_auc/value").doubleValue()).isGreaterThan(0.9);
    assertThat(Files.readString(out.resolve("report.html"))).contains("report-data");
  }

  @Test
  void saysOnlyTheResultIfAsked() {
    CliRunner run =
        CliRunner.run(
            "train",
            "datasets/breast-cancer",
            "--head=sigmoid",
            "--model=logistic",
            "--epochs=1",
            "--quiet",
            "--out=" + folder.resolve("run"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).doesNotContain("Baseline over");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--head=tanh"})
  void needsAHead(String option) {
    CliRunner run =
        option.isEmpty()
            ? CliRunner.run("train", "datasets/breast-cancer")
            : CliRunner.run("train", "datasets/breast-cancer", option);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("head");
  }
}
