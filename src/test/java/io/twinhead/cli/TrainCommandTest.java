package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.config.Convolution;
import io.twinhead.config.Experiment;
import io.twinhead.config.Kernels;
import io.twinhead.config.PlanConfig;
import io.twinhead.config.TrainingConfig;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.config.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            "config.yaml",
            "run.json",
            "metrics.jsonl",
            "model.zip",
            "model-card.md",
            "checkpoints",
            "report.html");
    JsonNode record = new ObjectMapper().readTree(Files.readString(out.resolve("run.json")));
    assertThat(record.at("/head").textValue()).isEqualTo(head);
    assertThat(record.at("/data/train").intValue()).isEqualTo(569 - 85 - 85);
    assertThat(record.at("/metrics/roc_auc/value").doubleValue()).isGreaterThan(0.9);
    assertThat(record.has("divergence")).isFalse();
    assertThat(Files.readString(out.resolve("report.html"))).contains("report-data");
  }

  @Test
  void showsControlSequencesOfATableAsEscapes() throws IOException {
    StringBuilder table = new StringBuilder("x,kind\n\u001b[31mEVIL\u001b]0;pwned\u0007,no\n");
    for (int i = 0; i < 40; i++) {
      table.append(i).append(i < 20 ? ",no\n" : ",\u202eyes\u009b2J\n");
    }
    Path data = Files.writeString(folder.resolve("evil.csv"), table);
    CliRunner run =
        CliRunner.run(
            "train",
            data.toString(),
            "--label=kind",
            "--head=sigmoid",
            "--model=logistic",
            "--epochs=1",
            "--on-error=skip",
            "--out=" + folder.resolve("run"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("'\\x1b[31mEVIL\\x1b]0;pwned\\x07'", "\\u202eyes\\u009b2J");
    assertThat((run.out() + run.err()).replace(System.lineSeparator(), ""))
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
  }

  @Test
  void savesTheEnginesPlanForARepeatToTheBit() throws IOException {
    Path out = folder.resolve("run");
    assertThat(quick("--out=" + out).code()).isZero();
    JsonNode record = new ObjectMapper().readTree(Files.readString(out.resolve("run.json")));
    assertThat(record.at("/plan").fieldNames())
        .toIterable()
        .contains("engine", "kernels", "slices", "threads", "winograd");
    assertThat(record.at("/plan/engine")).isEqualTo(record.at("/engine"));
    assertThat(training(out))
        .isEqualTo(
            TrainingConfig.defaults(1, 10, Runtime.getRuntime().availableProcessors())
                .withPlan(
                    new PlanConfig(
                        "nd4j",
                        record.at("/plan/slices").intValue(),
                        record.at("/plan/threads").intValue(),
                        null)));
    Path again = folder.resolve("again");
    CliRunner repeat =
        CliRunner.run(
            "train", "--head=sigmoid", "--config=" + out.resolve("config.yaml"), "--out=" + again);
    assertThat(repeat.code()).as(repeat.err()).isZero();
    JsonNode repeated = new ObjectMapper().readTree(Files.readString(again.resolve("run.json")));
    assertThat(repeated.at("/plan")).isEqualTo(record.at("/plan"));
    assertThat(again.resolve("model.zip")).hasSameBinaryContentAs(out.resolve("model.zip"));
  }

  @Test
  void runsWithTheEngineAndTheThreadsAskedFor() throws IOException {
    Path out = folder.resolve("run");
    CliRunner run =
        quick(
            "--engine=reference",
            "--kernels=nd4j",
            "--convolution=direct",
            "--threads=3",
            "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode record = new ObjectMapper().readTree(Files.readString(out.resolve("run.json")));
    assertThat(record.at("/engine").textValue()).isEqualTo("reference");
    TrainingConfig saved = training(out);
    assertThat(saved.engine()).isEqualTo(EngineName.REFERENCE);
    assertThat(saved.kernels()).isEqualTo(Kernels.ND4J);
    assertThat(saved.convolution()).isEqualTo(Convolution.DIRECT);
    assertThat(saved.threads()).isEqualTo(3);
  }

  @Test
  void keepsWhatADivergedTrainingHadReached() throws IOException {
    Path out = folder.resolve("run");
    CliRunner run = wild("--batch-size=1000", out); // one step in an epoch
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err())
        .contains("epoch   1", "became", "take a smaller learning rate")
        .contains("The weights of epoch 1", out.resolve("model.zip").toString())
        .doesNotContain("epoch   2", "\tat ");
    assertThat(run.out()).doesNotContain("Report:");
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder(
            "config.yaml", "run.json", "metrics.jsonl", "model.zip", "checkpoints");
    JsonNode record = new ObjectMapper().readTree(Files.readString(out.resolve("run.json")));
    assertThat(record.at("/best_epoch").intValue()).isEqualTo(1);
    assertThat(record.at("/divergence").textValue()).contains("epoch 2");
    assertThat(record.at("/metrics")).isEmpty();
    assertThat(Files.readString(out.resolve("metrics.jsonl")).lines()).hasSize(1);
  }

  @Test
  void keepsNothingOfATrainingThatDivergedAtOnce() throws IOException {
    Path out = folder.resolve("run");
    CliRunner run = wild("--batch-size=32", out);
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).contains("epoch 1, step", "No epoch had ended");
    assertThat(out).doesNotExist();
  }

  @Test
  void saysOnlyTheResultIfAsked() {
    CliRunner run = quick("--quiet", "--out=" + folder.resolve("run"));
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

  private static CliRunner quick(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "train",
                "datasets/breast-cancer",
                "--head=sigmoid",
                "--model=logistic",
                "--epochs=1"));
    args.addAll(List.of(more));
    return CliRunner.run(args.toArray(String[]::new));
  }

  /** The learning rate is beyond all reason. */
  private CliRunner wild(String option, Path out) throws IOException {
    Path model = folder.resolve("wild.yaml");
    Files.writeString(
        model,
        """
        name: wild
        layers: [{dense: {units: 8}}, {dense: {units: 8}}]
        updater: {sgd: {learning-rate: 1.0e+12}}
        """);
    return CliRunner.run(
        "train",
        "datasets/breast-cancer",
        "--head=sigmoid",
        "--model=" + model,
        option,
        "--out=" + out);
  }

  private static TrainingConfig training(Path run) {
    return Yaml.read(run.resolve("config.yaml"), Experiment.class).training();
  }
}
