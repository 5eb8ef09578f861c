package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCommandTest {
  @TempDir private Path folder;
  private int runs;

  @Test
  void writesTheContractsJson() throws IOException {
    JsonNode report = json("audit", "--format=json");
    assertThat(report.fieldNames()).toIterable().containsExactly("checks", "holds");
    assertThat(report.at("/holds").booleanValue()).isTrue();
    assertThat(report.at("/checks").size()).isGreaterThan(25);
    for (JsonNode check : report.at("/checks")) {
      assertThat(check.fieldNames())
          .toIterable()
          .containsExactly("id", "name", "formula", "largest_error", "tolerance", "holds");
    }
  }

  @Test
  void printsALineForEachCheck() {
    CliRunner run = CliRunner.run("audit", "--seed=7");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("held  check ")
        .contains("L(20) = 2.0611536203e-9")
        .containsPattern("\nAll \\d+ checks hold\\.\n$");
    assertThat(run.out().lines().filter(line -> line.startsWith("yes ")).count()).isGreaterThan(25);
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void drawsThePageThatIsAskedFor() throws IOException {
    Path out = folder.resolve("audit");
    assertThat(CliRunner.run("audit", "--out=" + out).code()).isZero();
    assertThat(Files.readString(out.resolve("report.html")))
        .containsPattern("All \\d+ checks hold")
        .contains("S14.3", "probit", "cloglog", "hinge");
    JsonNode written = new ObjectMapper().readTree(Files.readString(out.resolve("audit.json")));
    assertThat(written).isEqualTo(json("audit", "--format=json"));
    CliRunner again = CliRunner.run("audit", "--out=" + out);
    assertThat(again.code()).isEqualTo(ExitCode.INPUT);
    assertThat(again.err()).contains("--overwrite");
    assertThat(CliRunner.run("audit", "--overwrite", "--out=" + out).code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sigmoid", "softmax"})
  void auditsARunOnItsTestPart(String head) throws IOException {
    Path run =
        TrainedRuns.on("breast-cancer", folder.resolve("run"), "--head=" + head, "--epochs=3");
    JsonNode report = json("audit", run.toString(), "--format=json");
    assertThat(report.at("/holds").booleanValue()).isTrue();
    assertThat(report.at("/run/rows").intValue()).isEqualTo(85);
    JsonNode trained = new ObjectMapper().readTree(Files.readString(run.resolve("run.json")));
    assertThat(report.at("/run/log_loss").doubleValue())
        .isCloseTo(trained.at("/metrics/log_loss/value").doubleValue(), within(1e-12));
    assertThat(report.at("/run/antisymmetry").isMissingNode()).isEqualTo(head.equals("sigmoid"));
    assertThat(trained.at("/antisymmetry")).isEqualTo(report.at("/run/antisymmetry"));
    boolean says =
        Files.readString(run.resolve("report.html")).contains("The two logits add up to");
    assertThat(says).isEqualTo(head.equals("softmax"));
    assertThat(report.at("/checks").findValuesAsText("id")).contains("S9.1", "S9.2", "S14.1");
    CliRunner text = CliRunner.run("audit", run.toString());
    assertThat(text.out())
        .contains("on 85 test rows", "always predicting the class shares", "DL4J's own loss says");
    assertThat(text.out().lines()).allMatch(line -> line.length() <= 100);
  }

  /** Class weights, their correction, a teacher and a single epoch are no reason to fail. */
  @Test
  void holdsForEveryHealthyTraining() throws IOException {
    StringBuilder rows = new StringBuilder("x,y\n");
    for (int i = 0; i < 400; i++) {
      int label = i % 10 == 3 ? 1 : 0;
      rows.append(Math.sin(i * i) + 1.5 * label).append(',').append(label).append('\n');
    }
    String data = Files.writeString(folder.resolve("rare.csv"), rows).toString();
    Path teacher =
        healthy(data, "--label=y", "--head=softmax", "--epochs=30", "--class-weight=balanced");
    healthy(
        data,
        "--label=y",
        "--head=sigmoid",
        "--epochs=30",
        "--class-weight=balanced",
        "--prior-correction");
    healthy(
        data,
        "--label=y",
        "--head=sigmoid",
        "--epochs=30",
        "--class-weight=balanced",
        "--teacher=" + teacher,
        "--temperature=5",
        "--alpha=0.1");
    healthy("wine", "--head=softmax", "--epochs=1");
    CliRunner text = CliRunner.run("audit", teacher.toString());
    assertThat(text.out()).contains("test rows, weighed by class as in training\n");
  }

  private Path healthy(String data, String... options) {
    Path run = TrainedRuns.on(data, folder.resolve("run" + runs++), options);
    CliRunner audit = CliRunner.run("audit", run.toString());
    assertThat(audit.code()).as(audit.out()).isZero();
    return run;
  }

  @ParameterizedTest
  @CsvSource({"wine, softmax, 1.0986", "wine, sigmoid, 2.0794", "yeast, sigmoid, 9.7041"})
  void auditsRunsOfOtherTasks(String dataset, String head, double uniform) throws IOException {
    Path run =
        TrainedRuns.on(
            dataset, folder.resolve("run"), "--head=" + head, "--model=logistic", "--epochs=40");
    JsonNode report = json("audit", run.toString(), "--format=json");
    assertThat(report.at("/run/uniform").doubleValue()).isCloseTo(uniform, within(1e-4));
    assertThat(report.at("/run/log_loss").doubleValue()).isLessThan(uniform / 1.2);
    assertThat(report.at("/run/best_validation_loss").doubleValue())
        .isBetween(uniform / 20, uniform);
  }

  @Test
  void endsWithFiveWhenARunLearntNothing() throws IOException {
    Path data = folder.resolve("noise.csv");
    StringBuilder rows = new StringBuilder("x,y\n");
    for (int i = 0; i < 200; i++) {
      rows.append(Math.sin(i * i)).append(',').append(i * 7919 % 101 % 2).append('\n');
    }
    Files.writeString(data, rows);
    Path run =
        TrainedRuns.on(
            data.toString(), folder.resolve("run"), "--label=y", "--head=sigmoid", "--epochs=60");
    CliRunner audit = CliRunner.run("audit", run.toString());
    assertThat(audit.code()).isEqualTo(ExitCode.CHECK);
    assertThat(audit.out()).contains("\nNO    S9.1 ").containsPattern("do not hold: S9\\.1\\.\n$");
  }

  @Test
  void namesWhatIsNoRun() {
    CliRunner audit = CliRunner.run("audit", folder.resolve("nowhere").toString());
    assertThat(audit.code()).isEqualTo(ExitCode.INPUT);
    assertThat(audit.err()).contains("is no run directory");
  }

  @Test
  void namesTheMissingHistory() throws IOException {
    Path run = TrainedRuns.on("breast-cancer", folder.resolve("run"), "--head=sigmoid");
    Files.delete(run.resolve("metrics.jsonl"));
    CliRunner audit = CliRunner.run("audit", run.toString());
    assertThat(audit.code()).isEqualTo(ExitCode.INPUT);
    assertThat(audit.err()).contains("metrics.jsonl: there is no such file");
  }

  private static JsonNode json(String... arguments) throws IOException {
    CliRunner run = CliRunner.run(List.of(arguments).toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }
}
