package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a training takes from an earlier one: weights (claim S15) or probabilities (claim S11). */
class EarlierRunsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern START = Pattern.compile("first step: validation loss (\\d\\.\\d+)");

  @TempDir private Path folder;

  @Test
  void startsWhereTheEarlierRunStood() throws IOException {
    Path first = train("first", "--head=sigmoid", "--epochs=4");
    CliRunner next = run("next", "--head=sigmoid", "--epochs=1", "--init-from=" + first);
    assertThat(next.out()).contains("Goes on from " + first, "and its updater's state");
    assertThat(start(next)).isEqualTo(bestLoss(first), within(5e-5));
    assertThat(start(next)).isLessThan(0.5); // the baseline is 0.66
  }

  /** Both conversions tune the head's updates so that training goes on as it would have. */
  @ParameterizedTest
  @CsvSource({"sigmoid, softmax", "softmax, sigmoid"})
  void aConvertedRunGoesOnAsItWouldHave(String head, String other) throws IOException {
    Path first = train("first", "--head=" + head, "--epochs=3");
    Path converted = folder.resolve("converted");
    assertThat(CliRunner.run("convert", "" + first, "--to=" + other, "--out=" + converted).code())
        .isZero();
    Path same = train("same", "--head=" + head, "--epochs=3", "--init-from=" + first);
    Path turned = train("turned", "--head=" + other, "--epochs=3", "--init-from=" + converted);
    assertThat(bestLoss(turned)).isEqualTo(bestLoss(same), within(1e-6));
    Path directly = train("directly", "--head=" + other, "--epochs=3", "--init-from=" + first);
    assertThat(bestLoss(directly)).isEqualTo(bestLoss(same), within(1e-6));
  }

  @Test
  void takesTheTrunkOnlyWhereTheHeadsDiffer() {
    Path first = train("first", "--head=sigmoid", "--epochs=2");
    CliRunner next =
        run("next", "--head=sigmoid", "--link=probit", "--epochs=1", "--init-from=" + first);
    assertThat(next.code()).as(next.err()).isZero();
    assertThat(next.out()).contains("Starts from the trunk of " + first);
    CliRunner both =
        run("x", "--head=sigmoid", "--link=cloglog", "--init=both", "--init-from=" + first);
    assertThat(both.code()).isEqualTo(ExitCode.INPUT);
    assertThat(both.err()).contains("cloglog", "--init trunk");
  }

  @Test
  void refusesAnotherTrunk() {
    Path first = train("first", "--head=sigmoid", "--epochs=1");
    CliRunner next = run("next", "--head=sigmoid", "--model=dense-wide", "--init-from=" + first);
    assertThat(next.code()).isEqualTo(ExitCode.INPUT);
    assertThat(next.err()).contains("logistic", "dense-wide", "--model");
    assertThat(folder.resolve("next")).doesNotExist();
  }

  /** With labels that weigh nothing the student learns from the teacher alone. */
  @ParameterizedTest
  @CsvSource({
    "sigmoid, sigmoid",
    "sigmoid, softmax",
    "softmax, sigmoid",
    "softmax, softmax",
  })
  void eitherHeadTeachesEither(String teacher, String student) throws IOException {
    Path first = train("first", "--head=" + teacher, "--epochs=30");
    Path next =
        train(
            "next",
            "--head=" + student,
            "--epochs=30",
            "--teacher=" + first,
            "--temperature=3",
            "--alpha=0");
    assertThat(metric(next, "roc_auc")).isEqualTo(metric(first, "roc_auc"), within(0.02));
    assertThat(metric(next, "log_loss")).isEqualTo(metric(first, "log_loss"), within(0.1));
  }

  @ParameterizedTest
  @CsvSource({"sigmoid, softmax", "softmax, sigmoid"})
  void eitherHeadTeachesEitherOfSeveralClasses(String teacher, String student) throws IOException {
    Path first = trainOn("datasets/iris", "first", "--head=" + teacher, "--epochs=30");
    Path next =
        trainOn(
            "datasets/iris",
            "next",
            "--head=" + student,
            "--epochs=60",
            "--teacher=" + first,
            "--alpha=0");
    assertThat(metric(next, "accuracy")).isGreaterThan(0.7);
  }

  @Test
  void refusesATeacherOfOtherClasses() {
    Path first = trainOn("datasets/iris", "first", "--head=softmax", "--epochs=1");
    CliRunner next = run("next", "--head=sigmoid", "--teacher=" + first);
    assertThat(next.code()).isEqualTo(ExitCode.INPUT);
    assertThat(next.err()).contains("setosa", "malignant");
  }

  @ParameterizedTest
  @CsvSource({
    "--init=trunk, init-from",
    "--temperature=2, teacher",
    "--alpha=0.5, teacher",
    "--prior-correction, class-weight",
  })
  void refusesHalfASetting(String option, String missing) {
    CliRunner run = run("x", "--head=sigmoid", option);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(missing);
  }

  @Test
  void comparesHeadsFromTheSameStartOnly() throws IOException {
    Path file = folder.resolve("experiment.yaml");
    Files.writeString(file, "training: {init-from: runs/earlier}\n");
    CliRunner run = CliRunner.run("compare", "datasets/breast-cancer", "--config=" + file);
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).contains("init-from", "train one head");
    assertThat(CliRunner.run("compare", "--help").out()).doesNotContain("--teacher", "--init");
  }

  /** Class weights weigh rows, so matched heads learn the same from them. */
  @Test
  void classWeightsMeanTheSameForBothHeads() throws IOException {
    Path out = folder.resolve("comparison");
    CliRunner run =
        CliRunner.run(
            "compare",
            "datasets/breast-cancer",
            "--mode=matched",
            "--class-weight=malignant=7",
            "--model=dense-small",
            "--seeds=1",
            "--folds=2",
            "--epochs=5",
            "--quiet",
            "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode comparison = JSON.readTree(Files.readString(out.resolve("comparison.json")));
    for (String metric : List.of("log_loss", "brier", "ece", "roc_auc", "recall")) {
      JsonNode differences = comparison.at("/paired/" + metric + "/mean_abs_difference");
      assertThat(differences.doubleValue()).as(metric).isLessThan(1e-6);
    }
    assertThat(comparison.at("/lockstep/holds").booleanValue()).isTrue();
  }

  /** Probabilities learnt with weights are too high for the rare class, by a known factor. */
  @Test
  void priorCorrectionTurnsProbabilitiesBack() throws IOException {
    String weight = "--class-weight=balanced";
    String data = "datasets/lending-club";
    Path weighted = trainOn(data, "weighted", "--head=softmax", "--epochs=3", weight);
    Path corrected =
        trainOn(data, "corrected", "--head=softmax", "--epochs=3", weight, "--prior-correction");
    assertThat(metric(corrected, "roc_auc")).isEqualTo(metric(weighted, "roc_auc"));
    assertThat(metric(corrected, "log_loss")).isLessThan(metric(weighted, "log_loss") - 0.1);
    JsonNode record = JSON.readTree(Files.readString(corrected.resolve("run.json")));
    assertThat(record.at("/class_weights/bad").doubleValue()).isGreaterThan(9);
    CliRunner evaluated = CliRunner.run("evaluate", "" + corrected, "--format=json");
    assertThat(JSON.readTree(evaluated.out()).at("/metrics/log_loss").doubleValue())
        .isEqualTo(metric(corrected, "log_loss"));
  }

  private Path train(String name, String... options) {
    return trainOn("datasets/breast-cancer", name, options);
  }

  private Path trainOn(String data, String name, String... options) {
    CliRunner run = runOn(data, name, options);
    assertThat(run.code()).as(run.err()).isZero();
    return folder.resolve(name);
  }

  private CliRunner run(String name, String... options) {
    return runOn("datasets/breast-cancer", name, options);
  }

  private CliRunner runOn(String data, String name, String... options) {
    List<String> line = new ArrayList<>(List.of("train", data));
    line.addAll(List.of(options));
    line.add("--out=" + folder.resolve(name));
    if (line.stream().noneMatch(option -> option.startsWith("--model"))) {
      line.add("--model=logistic");
    }
    return CliRunner.run(line.toArray(String[]::new));
  }

  private static double start(CliRunner run) {
    Matcher matcher = START.matcher(run.out());
    assertThat(matcher.find()).as(run.out()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  private static double bestLoss(Path run) throws IOException {
    double best = Double.POSITIVE_INFINITY;
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      best = Math.min(best, JSON.readTree(line).at("/validation_loss").doubleValue());
    }
    return best;
  }

  private static double metric(Path run, String key) throws IOException {
    return JSON.readTree(Files.readString(run.resolve("run.json")))
        .at("/metrics/" + key + "/value")
        .doubleValue();
  }
}
