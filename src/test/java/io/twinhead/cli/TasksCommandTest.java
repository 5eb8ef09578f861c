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
import org.junit.jupiter.params.provider.ValueSource;

/** Several classes, and labels that overlap, from the command line to the report. */
class TasksCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sigmoid", "softmax"})
  void trainsEitherHeadOnThreeClasses(String head) throws IOException {
    Path out = folder.resolve("run");
    CliRunner run = run("train", "datasets/iris", "--head=" + head, "--epochs=30", "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "3 classes: setosa, versicolor, virginica", "head of 3 units", "ln 3", "macro_f1");
    assertThat(run.out().contains("Warning: each of the 3 sigmoid units"))
        .isEqualTo(head.equals("sigmoid"));
    JsonNode record = json(out.resolve("run.json"));
    assertThat(record.at("/task").textValue()).isEqualTo("multiclass");
    assertThat(record.at("/labels")).hasSize(3);
    assertThat(record.at("/threshold").isNull()).isTrue();
    assertThat(record.at("/metrics/accuracy/value").doubleValue()).isGreaterThan(0.8);
    assertThat(record.at("/metrics").has("f1")).isFalse();
    assertThat(Files.readString(out.resolve("metrics.jsonl"))).contains("\"macro_f1\"");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Which classes are mistaken for which?", "virginica")
        .doesNotContain("What changes with the threshold?");
  }

  @Test
  void trainsSigmoidUnitsOnLabelsThatOverlap() throws IOException {
    Path out = folder.resolve("run");
    CliRunner run = run("train", "datasets/yeast", "--head=sigmoid", "--epochs=4", "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("14 labels that may overlap", "head of 14 units", "hamming_loss");
    JsonNode record = json(out.resolve("run.json"));
    assertThat(record.at("/task").textValue()).isEqualTo("multilabel");
    assertThat(record.at("/threshold/value").doubleValue()).isEqualTo(0.5);
    assertThat(record.at("/metrics/hamming_loss/value").doubleValue()).isBetween(0.15, 0.25);
    assertThat(record.at("/metrics/label_ranking_average_precision/value").doubleValue())
        .isGreaterThan(0.65);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("How well is each label told?", "label14");
  }

  @Test
  void comparesBothHeadsOnThreeClasses() throws IOException {
    Path out = folder.resolve("comparison");
    CliRunner run =
        run(
            "compare",
            "datasets/wine",
            "--model=logistic",
            "--epochs=8",
            "--seeds=1",
            "--folds=3",
            "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("178 rows, 3 classes; model logistic", "macro_recall");
    JsonNode result = json(out.resolve("comparison.json"));
    assertThat(result.at("/dataset/task").textValue()).isEqualTo("multiclass");
    assertThat(result.at("/dataset/positive").isNull()).isTrue();
    assertThat(result.at("/heads/sigmoid/threshold").isNull()).isTrue();
    assertThat(result.at("/heads/sigmoid/head_parameters").intValue()).isEqualTo(3 * 14);
    assertThat(result.at("/heads/softmax/head_parameters").intValue()).isEqualTo(3 * 14);
    assertThat(result.at("/model/trunk_parameters").intValue()).isZero();
    assertThat(result.at("/paired/macro_f1/difference").isNumber()).isTrue();
    assertThat(result.at("/noise_floor/log_loss/mean_abs_difference").doubleValue()).isPositive();
    assertThat(result.at("/mcnemar/0/p_value").doubleValue()).isBetween(0.0, 1.0);
    assertThat(result.at("/verdict/reason").textValue()).doesNotContain("simpler one");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Which classes are mistaken for which?", "sigmoid units tells one class");
  }

  @Test
  void refusesASoftmaxOnLabelsThatOverlapAsCompareDoes() {
    CliRunner train = run("train", "datasets/yeast", "--head=softmax");
    CliRunner compare = run("compare", "datasets/yeast");
    assertThat(List.of(train.code(), compare.code())).containsOnly(ExitCode.INPUT);
    assertThat(train.err())
        .contains("yeast: row 1 has", "of the 14 labels", "train --head sigmoid")
        .isEqualTo(compare.err());
    assertThat(train.out()).isEmpty();
  }

  private CliRunner run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    if (all.stream().noneMatch(arg -> arg.startsWith("--out"))) {
      all.add("--out=" + folder.resolve("out"));
    }
    return CliRunner.run(all.toArray(String[]::new));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }
}
