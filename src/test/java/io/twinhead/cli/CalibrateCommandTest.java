package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.config.InputException;
import io.twinhead.evaluation.ThresholdObjective;
import io.twinhead.run.ResultUpdate;
import io.twinhead.training.Adjustment;
import io.twinhead.training.Evaluation;
import io.twinhead.training.RunCalibration;
import io.twinhead.training.SavedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void choosesAThresholdThatEvaluateAndPredictUse() throws IOException {
    Path run = run();
    String before = CliRunner.run("predict", run.toString(), "breast-cancer").out();
    JsonNode choice = calibrate(run, "--threshold=recall>=0.99");
    double threshold = choice.at("/threshold/value").doubleValue();
    assertThat(threshold).isNotEqualTo(0.5);
    assertThat(choice.at("/threshold/objective").textValue()).isEqualTo("recall>=0.99");
    assertThat(choice.at("/threshold/ci95").size()).isEqualTo(2);
    assertThat(choice.at("/calibration/method").textValue()).isEqualTo("none");
    assertThat(choice.at("/calibration/kept").booleanValue()).isFalse();
    JsonNode evaluation = evaluate(run);
    assertThat(evaluation.at("/threshold/value").doubleValue()).isEqualTo(threshold);
    assertThat(evaluation.at("/metrics/log_loss"))
        .isEqualTo(evaluation.at("/metrics_at_half/log_loss"));
    JsonNode record = JSON.readTree(Files.readString(run.resolve("run.json")));
    assertThat(record.at("/threshold")).isEqualTo(choice.at("/threshold"));
    assertThat(record.at("/metrics/recall/value")).isEqualTo(evaluation.at("/metrics/recall"));
    CliRunner predict = CliRunner.run("predict", run.toString(), "breast-cancer");
    List<String> lines = predict.out().lines().skip(1).toList();
    assertThat(lines).hasSize(569);
    for (String line : lines) {
      String[] cells = line.split(",");
      String positive = Double.parseDouble(cells[1]) >= threshold ? "malignant" : "benign";
      assertThat(cells[2]).isEqualTo(positive);
    }
    assertThat(predict.out()).isNotEqualTo(before);
    assertThat(CliRunner.run("evaluate", run.toString()).out()).contains("at 0.5");
  }

  @Test
  void calibratesKeepsTheMapForALaterThresholdAndTakesItBack() throws IOException {
    Path run = run();
    JsonNode raw = evaluate(run).at("/metrics");
    JsonNode platt = calibrate(run, "--method=platt");
    assertThat(platt.at("/calibration/method").textValue()).isEqualTo("platt");
    assertThat(platt.at("/calibration/kept").booleanValue())
        .as("one epoch leaves probabilities too near one half")
        .isTrue();
    assertThat(platt.at("/calibration/after/log_loss").doubleValue())
        .isLessThan(platt.at("/calibration/before/log_loss").doubleValue());
    assertThat(platt.at("/threshold/objective").textValue()).isEqualTo("default");
    assertThat(platt.at("/threshold/ci95").isNull()).isTrue();
    assertThat(platt.at("/threshold/why").textValue()).isEqualTo("nobody has chosen the threshold");
    JsonNode calibrated = evaluate(run).at("/metrics");
    assertThat(calibrated.at("/log_loss").doubleValue())
        .isLessThan(raw.at("/log_loss").doubleValue());
    assertThat(calibrated.at("/roc_auc")).isEqualTo(raw.at("/roc_auc"));

    JsonNode chosen = calibrate(run, "--threshold=f1");
    for (String part : List.of("method", "kept", "before", "after")) {
      assertThat(chosen.at("/calibration/" + part)).isEqualTo(platt.at("/calibration/" + part));
    }
    assertThat(chosen.at("/calibration/why").textValue())
        .isEqualTo("The calibration stays as it is: platt.");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("The calibration stays as it is: platt.")
        .doesNotContain("tried and dropped", "each calibrated by a map that was not fitted");
    assertThat(evaluate(run).at("/metrics/log_loss")).isEqualTo(calibrated.at("/log_loss"));

    JsonNode none = calibrate(run, "--method=none");
    assertThat(none.at("/calibration/kept").booleanValue()).isFalse();
    assertThat(none.at("/threshold/objective").textValue()).isEqualTo("f1");
    assertThat(evaluate(run).at("/metrics/log_loss")).isEqualTo(raw.at("/log_loss"));
  }

  @Test
  void printsBeforeAndAfterForPeople() {
    CliRunner calibrate =
        CliRunner.run("calibrate", run().toString(), "--threshold=mcc", "--method=platt");
    assertThat(calibrate.code()).as(calibrate.err()).isZero();
    assertThat(calibrate.out())
        .contains("before", "Threshold: ", "(mcc, 95 % of resamples", "85 rows held out", "at 0.5");
  }

  @Test
  void saysThatTheCalibrationStaysAndWhatTheoryAdvises() throws IOException {
    Path run = run();
    CliRunner calibrate = CliRunner.run("calibrate", run.toString(), "--threshold=cost:1,4");
    assertThat(calibrate.code()).as(calibrate.err()).isZero();
    assertThat(calibrate.out())
        .startsWith("The calibration stays as it is: none.\nThreshold: ")
        .contains("for calibrated probabilities the best threshold is FP / (FP + FN) = 0.2000")
        .doesNotContain("before", "log_loss            ");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("The calibration stays as it is: none.", "FP / (FP + FN) = 0.2000");
  }

  @Test
  void refusesARunThatChangedMeanwhile() throws IOException {
    Path path = run();
    try (SavedRun run = SavedRun.open(path, BundledData::resolve)) {
      Adjustment choice = RunCalibration.choose(run, ThresholdObjective.parse("f1"), null);
      Evaluation test = Evaluation.ofTestPart(run, choice).after();
      calibrate(path, "--method=platt");
      byte[] model = Files.readAllBytes(path.resolve("model.zip"));
      assertThatThrownBy(() -> RunCalibration.write(run, choice, test, "report", "card"))
          .isInstanceOf(InputException.class)
          .hasMessageContainingAll(path.toString(), "changed meanwhile", "run this command again");
      assertThat(path.resolve("model.zip")).hasBinaryContent(model);
    }
  }

  @Test
  void aMapMustHelpGroupsAndCopiesThatItHasNotSeen() throws IOException {
    Random random = new Random(4);
    StringBuilder grouped = new StringBuilder("patient,x,y,label\n");
    StringBuilder copied = new StringBuilder("x,y,label\n");
    for (int patient = 0; patient < 300; patient++) {
      int label = random.nextInt(2);
      double x = random.nextGaussian();
      for (int i = 0; i < 20; i++) {
        double noise = random.nextGaussian() / 1000;
        grouped.append("%d,%s,0,%d%n".formatted(patient, x + noise, label));
        copied.append("%s,0,%d%n".formatted(x, label));
      }
    }
    Path patients = table("patients", grouped, "--group=patient");
    Path copies = table("copies", copied);
    for (Path run : List.of(patients, copies)) {
      JsonNode isotonic = calibrate(run, "--method=isotonic").at("/calibration");
      assertThat(isotonic.at("/kept").booleanValue()).as("%s: %s", run, isotonic).isFalse();
    }
  }

  @Test
  void saysWhyAFewRowsSettleNothing() throws IOException {
    StringBuilder rows = new StringBuilder("day,x,weight,label\n");
    for (int i = 0; i < 40; i++) {
      int weight = i % 2 == 1 && i >= 20 && i < 34 ? 0 : 1;
      rows.append("%d,%d,%d,%s%n".formatted(i, i * 7 % 11, weight, i % 2 == 0 ? "no" : "yes"));
    }
    Path run = table("few", rows, "--time=day", "--weight=weight");
    for (String option : List.of("--method=platt", "--threshold=f1", "--threshold=youden")) {
      CliRunner calibrate = CliRunner.run("calibrate", run.toString(), option);
      assertThat(calibrate.code()).as(option + calibrate.out()).isEqualTo(ExitCode.INPUT);
      assertThat(calibrate.err()).contains("validation part (6 rows)", "again on more data");
    }
  }

  @Test
  void writesTheReportAgain() throws IOException {
    Path run = run();
    String trained = Files.readString(run.resolve("report.html"));
    JsonNode choice = calibrate(run, "--method=platt", "--threshold=recall>=0.99");
    String report = Files.readString(run.resolve("report.html"));
    assertThat(report)
        .startsWith("<!DOCTYPE html>")
        .contains("Calibration and threshold", "platt, in use", "the best for recall&gt;=0.99")
        .contains("train breast-cancer --quiet", "calibrate " + run)
        .contains("<th scope=\"col\">at 0.5</th>");
    assertThat(trained).contains("at threshold 0.5").doesNotContain("Calibration and threshold");
    assertThat(choice.at("/calibration/kept").booleanValue()).isTrue();
    assertThat(lines(report, "class=\"notes\"")).isEqualTo(lines(trained, "class=\"notes\""));
    assertThat(JSON.readTree(data(report)).at("/heads/0/runs"))
        .as("the course of the loss")
        .isEqualTo(JSON.readTree(data(trained)).at("/heads/0/runs"));
    assertThat(JSON.readTree(data(report)).at("/heads/0/own/threshold"))
        .isEqualTo(choice.at("/threshold/value"));
    calibrate(run, "--method=none", "--threshold=f1");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("the best for f1 on the validation rows")
        .doesNotContain("platt, in use");
  }

  @Test
  void writesNothingWithoutTheHistoryThatTheReportShows() throws IOException {
    Path run = run();
    byte[] model = Files.readAllBytes(run.resolve("model.zip"));
    Files.delete(run.resolve("metrics.jsonl"));
    CliRunner calibrate = CliRunner.run("calibrate", run.toString(), "--threshold=f1");
    assertThat(calibrate.code()).isEqualTo(ExitCode.INPUT);
    assertThat(calibrate.err()).contains("metrics.jsonl: there is no such file");
    assertThat(run.resolve("model.zip")).hasBinaryContent(model);
  }

  @Test
  void convertsCarryThresholdAndCalibration() throws IOException {
    Path run = run();
    calibrate(run, "--threshold=f1", "--method=temperature");
    Path out = folder.resolve("converted");
    CliRunner convert =
        CliRunner.run("convert", run.toString(), "--to=softmax", "--out=" + out, "--format=json");
    assertThat(convert.code()).as(convert.err()).isZero();
    assertThat(JSON.readTree(convert.out()).at("/decisions_changed").intValue()).isZero();
    assertThat(evaluate(out).at("/threshold")).isEqualTo(evaluate(run).at("/threshold"));
    assertThat(evaluate(out).at("/metrics/f1")).isEqualTo(evaluate(run).at("/metrics/f1"));
  }

  @Test
  void refusesObjectivesOutOfReachAndUnknownOnes() throws IOException {
    Path run = run();
    byte[] model = Files.readAllBytes(run.resolve("model.zip"));
    CliRunner unknown = CliRunner.run("calibrate", run.toString(), "--threshold=g1");
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("f1, mcc, youden");
    CliRunner classes =
        CliRunner.run(
            "calibrate",
            TrainedRuns.on("iris", folder.resolve("iris"), "--head=softmax").toString());
    assertThat(classes.code()).isEqualTo(ExitCode.INPUT);
    assertThat(classes.err()).contains("multiclass");
    assertThat(run.resolve("model.zip")).hasBinaryContent(model);
  }

  @Test
  void leavesARunAloneThatAnotherProcessIsChanging() throws IOException {
    Path run = run();
    byte[] model = Files.readAllBytes(run.resolve("model.zip"));
    try (ResultUpdate other = ResultUpdate.open(run)) {
      CliRunner calibrate = CliRunner.run("calibrate", run.toString(), "--threshold=f1");
      assertThat(calibrate.code()).isEqualTo(ExitCode.INPUT);
      assertThat(calibrate.err()).contains("in use");
      assertThat(other).isNotNull();
    }
    assertThat(run.resolve("model.zip")).hasBinaryContent(model);
    assertThat(run.toFile().list())
        .containsExactlyInAnyOrder(
            "config.yaml",
            "run.json",
            "metrics.jsonl",
            "model.zip",
            "model-card.md",
            "checkpoints",
            "report.html");
  }

  private Path run() {
    return TrainedRuns.on(
        "breast-cancer", folder.resolve("run"), "--head=sigmoid", "--model=dense-small");
  }

  private Path table(String name, CharSequence text, String... options) throws IOException {
    Path csv = Files.writeString(folder.resolve(name + ".csv"), text);
    List<String> all = new ArrayList<>(List.of("--label=label", "--head=sigmoid"));
    all.addAll(List.of(options));
    return TrainedRuns.on(csv.toString(), folder.resolve(name), all.toArray(String[]::new));
  }

  private static JsonNode calibrate(Path run, String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("calibrate", run.toString(), "--format=json"));
    args.addAll(List.of(options));
    CliRunner calibrate = CliRunner.run(args.toArray(String[]::new));
    assertThat(calibrate.code()).as(calibrate.err()).isZero();
    return JSON.readTree(calibrate.out());
  }

  private static String data(String report) {
    String start = "id=\"report-data\">";
    int from = report.indexOf(start) + start.length();
    return report.substring(from, report.indexOf("</script>", from));
  }

  private static List<String> lines(String report, String part) {
    return report.lines().filter(line -> line.contains(part)).toList();
  }

  private static JsonNode evaluate(Path run) throws IOException {
    CliRunner evaluate = CliRunner.run("evaluate", run.toString(), "--format=json");
    assertThat(evaluate.code()).as(evaluate.err()).isZero();
    return JSON.readTree(evaluate.out());
  }
}
