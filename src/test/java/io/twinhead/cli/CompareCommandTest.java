package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinhead.config.Experiment;
import io.twinhead.config.TrainingConfig;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.config.Yaml;
import io.twinhead.evaluation.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  private static final String DATA = "datasets/breast-cancer";

  @TempDir Path folder;

  @Test
  void printsAVerdictAndWritesTheContractsFiles() throws IOException {
    Path out = folder.resolve("out");
    CliRunner run = quick("--out", out.toString());
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .contains(
            "569 rows",
            "malignant (positive)",
            "Baseline over all rows: log loss 0.6603",
            "log loss")
        .contains("report.html");
    assertThat(run.err()).contains("Training 6 networks").contains("6/6");
    assertThat(names(out)).containsExactly("comparison.json", "config.yaml", "report.html", "runs");
    assertThat(names(out.resolve("runs"))).hasSize(6);
    assertThat(names(out.resolve("runs/seed-1-fold-1-sigmoid")))
        .containsExactly("config.yaml", "metrics.jsonl", "model.zip", "run.json");
  }

  @Test
  void writesTheContractsJson() throws IOException {
    JsonNode json = json(quick("--format", "json", "--out", folder.resolve("out").toString()));
    assertThat(json)
        .isEqualTo(new ObjectMapper().readTree(folder.resolve("out/comparison.json").toFile()));
    assertThat(json.at("/schema").intValue()).isEqualTo(1);
    for (String key : List.of("name", "sha256", "rows", "classes", "positive", "duplicates")) {
      assertThat(json.at("/dataset").has(key)).as("dataset.%s", key).isTrue();
    }
    assertThat(json.at("/model/name").textValue()).isEqualTo("logistic");
    assertThat(json.at("/engine").textValue()).isIn("compiled", "reference");
    assertThat(json.at("/backend").fieldNames())
        .toIterable()
        .containsExactly("name", "cpu", "native");
    assertThat(json.at("/mode").textValue()).isEqualTo("naive");
    assertThat(json.at("/primary").textValue()).isEqualTo("log_loss");
    for (Metric metric : Metric.of(Metric.Kind.BINARY)) {
      String key = metric.key();
      JsonNode sigmoid = json.at("/heads/sigmoid/metrics/" + key);
      assertThat(sigmoid.fieldNames()).toIterable().contains("mean", "ci95", "values");
      assertThat(json.at("/paired/" + key).fieldNames())
          .toIterable()
          .contains("difference", "ci90", "ci95", "p_value", "margin", "equivalent");
      assertThat(json.at("/noise_floor/" + key).fieldNames())
          .toIterable()
          .contains("mean_abs_difference", "ci95");
    }
    assertThat(json.at("/heads/softmax").fieldNames())
        .toIterable()
        .contains("head_parameters", "parameters", "metrics", "threshold", "train_seconds");
    assertThat(json.at("/heads/softmax/threshold").fieldNames())
        .toIterable()
        .containsExactly("value", "logit", "objective");
    assertThat(json.at("/mcnemar/0").fieldNames())
        .toIterable()
        .containsExactly("seed", "only_sigmoid_right", "only_softmax_right", "p_value");
    assertThat(json.at("/verdict/head").textValue()).isIn("sigmoid", "softmax", "either");
    assertThat(json.at("/verdict/kind").textValue()).isIn("equivalent", "better", "undecided");
  }

  @Test
  void repeatsFromTheConfigurationThatItSaved() throws IOException {
    Path first = folder.resolve("first");
    JsonNode one = json(quick("--format", "json", "--out", first.toString()));
    Path training = Path.of("runs/seed-1-fold-2-softmax");
    TrainingConfig saved = training(first);
    assertThat(saved.plan()).isNotNull().isEqualTo(training(first.resolve(training)).plan());
    assertThat(Files.readString(first.resolve("report.html"))).contains("kernels: nd4j");
    CliRunner again =
        CliRunner.run(
            "compare",
            "--config",
            first.resolve("config.yaml").toString(),
            "--format",
            "json",
            "--jobs",
            "1",
            "--out",
            folder.resolve("second").toString());
    assertThat(json(again).at("/paired")).isEqualTo(one.at("/paired"));
    Path second = folder.resolve("second");
    assertThat(training(second).plan()).isEqualTo(saved.plan());
    assertThat(second.resolve(training).resolve("model.zip"))
        .hasSameBinaryContentAs(first.resolve(training).resolve("model.zip"));
  }

  @Test
  void givesTheSameResultForAnyNumberOfJobs() throws IOException {
    JsonNode one = json(quick("--jobs=1", "--format=json", "--out=" + folder.resolve("one")));
    JsonNode two = json(quick("--jobs=2", "--format=json", "--out=" + folder.resolve("two")));
    for (String head : List.of("sigmoid", "softmax")) {
      String seconds = "train_seconds"; // the only figure that is not a result
      ((ObjectNode) one.at("/heads/" + head)).remove(seconds);
      ((ObjectNode) two.at("/heads/" + head)).remove(seconds);
    }
    assertThat(two).isEqualTo(one);
    Path model = Path.of("runs/seed-1-fold-2-softmax/model.zip");
    assertThat(
            Files.mismatch(
                folder.resolve("one").resolve(model), folder.resolve("two").resolve(model)))
        .isEqualTo(-1);
  }

  @Test
  void saysWhichEngineRanAndGivesEachTrainingOneThread() throws IOException {
    Path out = folder.resolve("out");
    JsonNode json = json(quick("--engine=reference", "--format=json", "--out=" + out));
    assertThat(json.at("/engine").textValue()).isEqualTo("reference");
    TrainingConfig saved = training(out);
    assertThat(saved.engine()).isEqualTo(EngineName.REFERENCE);
    assertThat(saved.plan()).isNull();
    assertThat(saved.threads()).isEqualTo(1);
    JsonNode run =
        new ObjectMapper().readTree(out.resolve("runs/seed-1-fold-1-softmax/run.json").toFile());
    assertThat(run.at("/plan/engine").textValue()).isEqualTo("reference");
    assertThat(run.at("/plan/threads").intValue()).isEqualTo(1);
  }

  @Test
  void endsWhenATrainingDiverges() throws IOException {
    Path model = folder.resolve("wild.yaml");
    Files.writeString(
        model,
        """
        name: wild
        layers: [{dense: {units: 8}}, {dense: {units: 8}}]
        updater: {sgd: {learning-rate: 1.0e+12}}
        """);
    Path out = folder.resolve("out");
    CliRunner run = quick("--model=" + model, "--batch-size=1000", "--out=" + out);
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err())
        .contains("became", "take a smaller learning rate")
        .doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }

  @Test
  void letsOptionsWinOverTheFile() throws IOException {
    Path config = folder.resolve("experiment.yaml");
    Files.writeString(
        config,
        """
        dataset: datasets/breast-cancer
        model: {model: logistic}
        training: {epochs: 2, seed: 9}
        evaluation: {seeds: 2, folds: 2, primary: brier, margin: {brier: 0.5}}
        """);
    JsonNode json =
        json(
            CliRunner.run(
                "compare",
                "--config=" + config,
                "--seeds=1",
                "--format=json",
                "--out=" + folder.resolve("out")));
    assertThat(json.at("/seeds").toString()).isEqualTo("[9]");
    assertThat(json.at("/primary").textValue()).isEqualTo("brier");
    assertThat(json.at("/paired/brier/margin").doubleValue()).isEqualTo(0.5);
    assertThat(json.at("/verdict/kind").textValue()).isEqualTo("equivalent");
  }

  @Test
  void saysOnlyTheResultWhenQuiet() {
    CliRunner run = quick("--quiet", "--out", folder.resolve("out").toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).hasSize(2);
  }

  @Test
  void failsACheckForEquivalenceThatDoesNotHold() {
    CliRunner run =
        quick(
            "--require-equivalence",
            "--margin",
            "log_loss=1e-9",
            "--out",
            folder.resolve("out").toString());
    assertThat(run.code()).isEqualTo(ExitCode.CHECK);
    assertThat(run.err()).contains("--require-equivalence");
    CliRunner wide =
        quick(
            "--require-equivalence",
            "--margin",
            "log_loss=9",
            "--out",
            folder.resolve("wide").toString());
    assertThat(wide.code()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void findsBundledDataByName() {
    CliRunner run =
        CliRunner.run(
            "compare",
            "breast-cancer",
            "--model=logistic",
            "--epochs=1",
            "--seeds=1",
            "--folds=2",
            "--quiet",
            "--out=" + folder.resolve("out"));
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void listsTheBundledData() throws IOException {
    CliRunner text = CliRunner.run("datasets");
    assertThat(text.code()).isZero();
    assertThat(text.out())
        .contains("breast-cancer", "churn", "digits", "iris", "yeast", "569 rows", "605 images");
    JsonNode json = json(CliRunner.run("datasets", "--format", "json"));
    assertThat(json).hasSize(9);
    assertThat(json.at("/0").has("licence")).isTrue();
  }

  private static TrainingConfig training(Path run) {
    return Yaml.read(run.resolve("config.yaml"), Experiment.class).training();
  }

  private static CliRunner quick(String... more) {
    List<String> args =
        new ArrayList<>(List.of("compare", DATA, "--epochs=2", "--seeds=1", "--folds=2"));
    args.addAll(List.of(more));
    if (args.stream().noneMatch(arg -> arg.startsWith("--model"))) {
      args.add("--model=logistic");
    }
    return CliRunner.run(args.toArray(String[]::new));
  }

  private static JsonNode json(CliRunner run) throws IOException {
    assertThat(run.code()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
