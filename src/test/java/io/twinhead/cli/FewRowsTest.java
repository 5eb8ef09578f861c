package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials on few rows: {@code --fast-dev-run} and {@code --overfit-batches}. */
class FewRowsTest {
  private static final String NOTHING = "means nothing";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "churn, logistic",
    "iris, logistic",
    "yeast, logistic",
    "digits, logistic",
    "clipart-animals-vs-food, small-cnn"
  })
  void runsEverythingOnceAndSaysThatItMeansNothing(String dataset, String model)
      throws IOException {
    Path out = folder.resolve("run");
    CliRunner run =
        CliRunner.run(
            "train",
            "datasets/" + dataset,
            "--head=sigmoid",
            "--model=" + model,
            "--fast-dev-run",
            "--batch-size=16",
            "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("Warning: fast-dev-run").contains("at most 1 epoch");
    assertThat(run.err()).contains("epoch   1/1 ", "Warning: fast-dev-run");
    JsonNode record = record(out);
    assertThat(record.at("/split/limit/kind").textValue()).isEqualTo("fast_dev_run");
    assertThat(record.at("/split/limit/rows").intValue()).isEqualTo(16);
    assertThat(record.at("/notes/0").textValue()).contains(NOTHING);
    assertThat(record.at("/metrics/log_loss/value").isNumber()).isTrue();
    assertThat(Files.readString(out.resolve("report.html"))).contains(NOTHING);
    for (String part : new String[] {"train", "validation", "test"}) {
      assertThat(record.at("/data/" + part).intValue()).as(part).isBetween(16, 28);
    }
  }

  @Test
  void isTestedOnTheSameRowsAgain() throws IOException {
    Path out = train("--fast-dev-run", "--batch-size=16");
    CliRunner again = CliRunner.run("evaluate", out.toString(), "--format=json");
    assertThat(again.code()).as(again.err()).isZero();
    JsonNode evaluation = new ObjectMapper().readTree(again.out());
    assertThat(evaluation.at("/rows").intValue()).isEqualTo(16);
    assertThat(evaluation.at("/metrics/log_loss").doubleValue())
        .isEqualTo(record(out).at("/metrics/log_loss/value").doubleValue());
  }

  @Test
  void givesTheNextRunItsWholeSplit() throws IOException {
    Path trial = train("--fast-dev-run");
    Path next =
        TrainedRuns.on(
            "datasets/iris",
            folder.resolve("next"),
            "--head=softmax",
            "--model=logistic",
            "--init-from=" + trial);
    assertThat(record(next).at("/data/train").intValue()).isGreaterThan(100);
    assertThat(record(next).at("/split/limit").isMissingNode()).isTrue();
    assertThat(record(next).at("/split/seed")).isEqualTo(record(trial).at("/split/seed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sigmoid", "softmax"})
  void learnsFewRowsByHeart(String head) throws IOException {
    Path out = folder.resolve("run");
    CliRunner run =
        CliRunner.run(
            "train",
            "datasets/breast-cancer",
            "--head=" + head,
            "--overfit-batches=2",
            "--patience=1",
            "--epochs=200",
            "--learning-rate=0.01",
            "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("Warning: overfit-batches").contains("epoch 200/200 ");
    JsonNode record = record(out);
    assertThat(record.at("/data/train").intValue()).isEqualTo(64);
    assertThat(record.at("/data/validation").intValue()).isEqualTo(64);
    assertThat(record.at("/data/test").intValue()).isEqualTo(85);
    assertThat(record.at("/ended").textValue()).isEqualTo("epochs");
    JsonNode last =
        new ObjectMapper().readTree(Files.readAllLines(out.resolve("metrics.jsonl")).get(199));
    assertThat(last.at("/validation_loss").doubleValue()).isLessThan(0.005);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast-dev-run: true", "overfit-batches: 3"})
  void leavesNoVerdictToCompare(String setting) throws IOException {
    Path config = folder.resolve("experiment.yaml");
    Files.writeString(config, "training: {" + setting + "}\n");
    Path out = folder.resolve("run");
    CliRunner run = CliRunner.run("compare", "datasets/iris", "--config=" + config, "--out=" + out);
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).contains(setting.substring(0, setting.indexOf(':')), "all rows");
    assertThat(out).doesNotExist();
  }

  private Path train(String... options) {
    List<String> all = new ArrayList<>(List.of("--head=softmax", "--model=logistic"));
    all.addAll(List.of(options));
    return TrainedRuns.on("datasets/iris", folder.resolve("trial"), all.toArray(String[]::new));
  }

  private static JsonNode record(Path run) throws IOException {
    return new ObjectMapper().readTree(Files.readString(run.resolve("run.json")));
  }
}
