package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code model-card.md} of runs of all kinds. */
class ModelCardTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern METRIC =
      Pattern.compile("(?m)^\\| ([^|]+) \\| ([0-9.]+) \\| ([0-9.]+) to ([0-9.]+) \\|$");

  @TempDir private Path folder;

  @Test
  void tellsAboutTwoClasses() throws IOException {
    Path run =
        TrainedRuns.on("breast-cancer", folder.resolve("run"), "--head=sigmoid", "--epochs=20");
    String card = card(run);
    assertThat(card.lines().filter(line -> line.startsWith("#")))
        .containsExactly(
            "# dense-small on breast-cancer",
            "## Use",
            "## Data",
            "## Metrics",
            "## Decisions and probabilities",
            "## Limits",
            "## Provenance");
    assertThat(card)
        .startsWith("---\nlibrary_name: deeplearning4j\n")
        .doesNotContain("license:")
        .contains("**sigmoid head**", "`malignant`", "30 columns", "| Licence | BSD-3-Clause |")
        .containsPattern("\\| `malignant` \\| \\d+ \\(37\\.\\d %\\) \\|")
        .contains("which nobody has chosen")
        .contains("predict RUN TABLE.csv", "MultiLayerNetwork.load(")
        .contains("only 31 rows of `malignant`, its rarest: a single one makes 3.2 % of the recall")
        .contains("95 % intervals: Bootstrap over rows, 1,000 resamples")
        .contains("train breast-cancer --quiet");
  }

  @Test
  void givesTheMetricsOfTheRunInsideTheirIntervals() throws IOException {
    Path run =
        TrainedRuns.on("breast-cancer", folder.resolve("run"), "--head=softmax", "--epochs=3");
    JsonNode metrics = JSON.readTree(Files.readString(run.resolve("run.json"))).at("/metrics");
    Matcher row = METRIC.matcher(card(run));
    int found = 0;
    while (row.find()) {
      found++;
      double value = Double.parseDouble(row.group(2));
      assertThat(value)
          .as(row.group(1))
          .isBetween(Double.parseDouble(row.group(3)), Double.parseDouble(row.group(4)));
    }
    assertThat(found).isGreaterThanOrEqualTo(8);
    for (Map.Entry<String, JsonNode> metric : metrics.properties()) {
      double value = metric.getValue().at("/value").doubleValue();
      assertThat(card(run)).contains(String.format(Locale.ROOT, "| %.4f |", value));
    }
  }

  @Test
  void isTheSameForTheSameTraining() throws IOException {
    Path first = TrainedRuns.on("iris", folder.resolve("a"), "--head=softmax");
    Path second = TrainedRuns.on("iris", folder.resolve("b"), "--head=softmax");
    String card = card(first).replace(first.toString(), "");
    assertThat(card(second).replace(second.toString(), "")).isEqualTo(card);
    assertThat(card).contains("a softmax over 3 classes", "The most probable class is predicted.");
  }

  @Test
  void followsACalibrationAndAConversion() throws IOException {
    Path run =
        TrainedRuns.on("breast-cancer", folder.resolve("run"), "--head=softmax", "--epochs=5");
    CliRunner calibrate =
        CliRunner.run("calibrate", run.toString(), "--threshold=recall>=0.9", "--method=none");
    assertThat(calibrate.code()).as(calibrate.err()).isZero();
    assertThat(card(run))
        .contains("chosen on the validation part for `recall>=0.9`", "\njava -jar target/")
        .contains(" calibrate " + run)
        .contains("to the bit, without what `calibrate` chose after it:")
        .doesNotContain("nobody has chosen");
    Path other = folder.resolve("other");
    CliRunner convert = CliRunner.run("convert", run.toString(), "--to=sigmoid", "--out=" + other);
    assertThat(convert.code()).as(convert.err()).isZero();
    assertThat(convert.err()).isEmpty();
    assertThat(card(other))
        .contains("**sigmoid head**", "Converted from a softmax head")
        .contains("converted from a softmax head.", "# earlier commands that chose")
        .containsPattern("no decision (did|changed)")
        .doesNotContain("0 decisions", "train --config config.yaml")
        .contains("chosen on the validation part for `recall>=0.9`");
  }

  @Test
  void saysWhichTestRowsAreCopiesOfTrainingRows() throws IOException {
    StringBuilder table = new StringBuilder("x,y\n");
    for (int i = 0; i < 200; i++) {
      table.append("%d,%s%n".formatted(i % 10, i % 10 < 5 ? "no" : "yes"));
    }
    Path file = Files.writeString(folder.resolve("copies.csv"), table);
    Path run =
        TrainedRuns.on(
            file.toString(), folder.resolve("run"), "--head=sigmoid", "--label=y", "--epochs=2");
    assertThat(card(run))
        .contains("30 of 30 are exact copies of a training row")
        .contains("10 clusters of rows that are not independent", "| Licence | not stated |");
  }

  @Test
  void saysWhichTestImagesOfAGivenSplitAreCopiesOfTrainingImages() throws IOException {
    for (int i = 0; i < 12; i++) {
      byte[] image = Pictures.png(20 * i);
      for (String part : i < 4 ? List.of("train", "test") : List.of("train")) {
        Path place = folder.resolve("images/%s/%s".formatted(part, i % 2 == 0 ? "even" : "odd"));
        Files.createDirectories(place);
        Files.write(place.resolve(i + ".png"), image);
      }
    }
    Path run =
        TrainedRuns.on(
            folder.resolve("images").toString(),
            folder.resolve("run"),
            "--head=softmax",
            "--model=tiny-cnn",
            "--image-size=16");
    assertThat(card(run)).contains("4 of 4 are exact copies of a training image");
  }

  @Test
  void warnsFirstOfAllOfATrialWithFewRows() throws IOException {
    Path run =
        TrainedRuns.on(
            "breast-cancer", folder.resolve("run"), "--head=sigmoid", "--overfit-batches=1");
    assertThat(card(run)).contains("## Limits\n\n- overfit-batches: trained and validated on the");
  }

  @Test
  void promisesNoRepeatOfATrainingThatEndedByTheClock() throws IOException {
    Path run =
        TrainedRuns.on(
            "breast-cancer",
            folder.resolve("run"),
            "--head=sigmoid",
            "--epochs=1000000",
            "--patience=1000000",
            "--max-time=1s");
    assertThat(card(run))
        .contains("they do not repeat the training to the bit", "its time was up")
        .doesNotContain("train --config config.yaml");
  }

  @Test
  void namesTheModelThatItsWeightsBeganFrom() throws IOException {
    Path first = TrainedRuns.on("breast-cancer", folder.resolve("first"), "--head=sigmoid");
    Path next =
        TrainedRuns.on(
            "breast-cancer", folder.resolve("next"), "--head=sigmoid", "--init-from=" + first);
    assertThat(card(next))
        .containsPattern(
            "- Training began from weights of an earlier model \\(SHA-256 `[0-9a-f]{64}`\\), which"
                + " learnt from breast-cancer \\(SHA-256 `[0-9a-f]{64}`\\)\\.")
        .contains("on the same machine and with the same earlier models they repeat");
  }

  @Test
  void tellsAboutOverlappingLabelsAndImages() throws IOException {
    Path labels = TrainedRuns.on("yeast", folder.resolve("yeast"), "--head=sigmoid");
    assertThat(card(labels)).contains("a sigmoid unit for each of 14 labels", "says a label from");
    Path images =
        TrainedRuns.on(
            "clipart-animals-vs-food",
            folder.resolve("images"),
            "--head=softmax",
            "--model=tiny-cnn",
            "--image-size=16");
    assertThat(card(images))
        .contains("- image-classification", "predict RUN IMAGES", "16 x 16 pixels");
  }

  /** Words from data cannot end a table or become markup. */
  @Test
  void quotesWordsFromData() throws IOException {
    StringBuilder table = new StringBuilder("x,y\n");
    for (int i = 0; i < 60; i++) {
      table.append("%d,%s%n".formatted(i, i % 2 == 0 ? "a|b" : "<img>"));
    }
    Path file = Files.writeString(folder.resolve("odd.csv"), table);
    Path run =
        TrainedRuns.on(file.toString(), folder.resolve("run"), "--head=sigmoid", "--label=y");
    List<String> rows = card(run).lines().filter(line -> line.startsWith("| `")).toList();
    assertThat(rows).hasSize(2).allMatch(row -> row.split("(?<!\\\\)\\|", -1).length == 6);
    assertThat(card(run)).contains("| `a\\|b` |", "| `<img>` |");
  }

  private static String card(Path run) throws IOException {
    return Files.readString(run.resolve("model-card.md"));
  }
}
