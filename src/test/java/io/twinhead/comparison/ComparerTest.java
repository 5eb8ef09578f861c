package io.twinhead.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.config.DataConfig;
import io.twinhead.config.EvaluationConfig.Mode;
import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Datasets;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.CorrectedResampledT;
import io.twinhead.evaluation.PairedResult;
import io.twinhead.run.Json;
import io.twinhead.run.OutputDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparerTest {
  private static final ComparisonListener NOBODY = new ComparisonListener() {};

  @TempDir Path folder;

  @Test
  void trainsEveryArmOnIdenticalSplits() throws IOException {
    List<Outcome> outcomes = run(clouds(""), "seeds: 2, folds: 3", 1);
    assertThat(outcomes).hasSize(2 * 3 * 3);
    for (long seed = 1; seed <= 2; seed++) {
      for (int fold = 1; fold <= 3; fold++) {
        long s = seed;
        int f = fold;
        List<Outcome> cell = outcomes.stream().filter(o -> o.seed() == s && o.fold() == f).toList();
        assertThat(cell.stream().map(Outcome::arm).toList()).isEqualTo(Arm.of(Mode.NAIVE));
        assertThat(cell.get(1).rows()).isEqualTo(cell.get(0).rows());
        assertThat(cell.get(2).rows()).isEqualTo(cell.get(0).rows());
      }
      long s = seed;
      assertThat(
              outcomes.stream()
                  .filter(o -> o.seed() == s && o.arm() == Arm.SIGMOID)
                  .flatMapToInt(o -> IntStream.of(o.rows()))
                  .sorted())
          .as("each row is held out once")
          .containsExactlyElementsOf(IntStream.range(0, 60).boxed().toList());
    }
    assertThat(outcomes.get(0).rows()).isNotEqualTo(outcomes.get(9).rows());
  }

  @Test
  void givesTheSamePredictionsForAnyNumberOfJobs() throws IOException {
    Path model = folder.resolve("dropout.yaml");
    Files.writeString(
        model,
        """
        name: dropout
        layers: [{dense: {units: 8}}, {dropout: {rate: 0.5}}]
        updater: {adam: {learning-rate: 0.01}}
        """);
    Dataset data = clouds("");
    List<Outcome> one = run(data, plan(data, model.toString(), "seeds: 1, folds: 3", 1));
    List<Outcome> three = run(data, plan(data, model.toString(), "seeds: 1, folds: 3", 3));
    for (int i = 0; i < one.size(); i++) {
      assertThat(logits(three.get(i))).isEqualTo(logits(one.get(i)));
    }
  }

  @Test
  void setsTheReplicateApart() throws IOException {
    List<Outcome> outcomes = run(clouds(""), "seeds: 1, folds: 2", 2);
    double[] sigmoid = logits(outcomes.get(0));
    double[] replicate = logits(outcomes.get(2));
    assertThat(sigmoid).isNotEqualTo(replicate);
    assertThat(outcomes.get(1).rows()).isEqualTo(outcomes.get(0).rows());
    assertThat(outcomes.get(0).parameters()).isEqualTo(2L + 1);
    assertThat(outcomes.get(1).parameters()).isEqualTo(2 * (2L + 1));
  }

  @Test
  void summarisesWhatTheOutcomesSay() throws IOException {
    Dataset data = clouds("");
    List<Outcome> outcomes = run(data, "seeds: 2, folds: 3", 2);
    JsonNode comparison = summary(data, outcomes);
    double[] differences = new double[6];
    for (int i = 0; i < 6; i++) {
      differences[i] = value(outcomes.get(3 * i + 1)) - value(outcomes.get(3 * i));
    }
    assertThat(comparison.at("/paired/log_loss/difference").doubleValue())
        .isCloseTo(Arrays.stream(differences).average().orElseThrow(), within(1e-12));
    assertThat(comparison.at("/heads/sigmoid/metrics/log_loss/values")).hasSize(6);
    assertThat(comparison.at("/heads").fieldNames())
        .toIterable()
        .containsExactly("sigmoid", "softmax");
    assertThat(comparison.at("/model/trunk_parameters").intValue()).isZero();
    assertThat(comparison.at("/heads/softmax/head_parameters").intValue()).isEqualTo(6);
    assertThat(comparison.at("/noise_floor/log_loss/ci95/0").doubleValue()).isNotNegative();
    assertThat(comparison.at("/folds").intValue()).isEqualTo(3);
  }

  @Test
  void countsEachBlockOnceWhenTheOrderIsTime() throws IOException {
    Dataset data = clouds("drop: [part]\ntime: t\n");
    List<Outcome> outcomes = run(data, "seeds: 2, folds: 3", 2);
    assertThat(outcomes).hasSize(2 * 3 * 3);
    assertThat(outcomes.get(9).rows()).isEqualTo(outcomes.get(0).rows());
    double[] blocks = new double[3];
    double ratio = 0;
    for (int fold = 0; fold < 3; fold++) {
      for (int seed = 0; seed < 2; seed++) {
        int at = 9 * seed + 3 * fold;
        blocks[fold] += (value(outcomes.get(at + 1)) - value(outcomes.get(at))) / 2;
      }
      ratio += 1.0 / (fold + 1) / 3; // a block is tested after 1, 2, 3 blocks
    }
    PairedResult expected = CorrectedResampledT.of(blocks, ratio).orElseThrow();
    JsonNode paired = summary(data, outcomes).at("/paired/log_loss");
    assertThat(paired.at("/p_value").doubleValue()).isCloseTo(expected.pValue(), within(1e-9));
    assertThat(paired.at("/ci95/1").doubleValue()).isCloseTo(expected.ci95().high(), within(1e-9));
  }

  @Test
  void saysWhyAFigureIsMissing() throws IOException {
    Dataset data = clouds("split-column: part\n");
    JsonNode comparison = summary(data, run(data, "seeds: 1", 1));
    JsonNode noise = comparison.at("/noise_floor/log_loss");
    assertThat(noise.at("/ci95").isNull()).isTrue();
    assertThat(noise.at("/why").textValue()).contains("too few seeds");
    for (JsonNode paired : comparison.at("/paired")) {
      assertThat(paired.at("/p_value").isNull()).isEqualTo(paired.has("why"));
    }
  }

  @Test
  void refusesASeedWithoutRoomForTheOthers() {
    assertThatThrownBy(
            () ->
                ComparisonPlan.check(
                    Yaml.parse(
                        "test", "training: {seed: 9223372036854775807}\n", Experiment.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seed = 9223372036854775807");
  }

  @Test
  void usesAGivenTestPartAsItIs() throws IOException {
    Dataset data = clouds("split-column: part\n");
    List<Outcome> outcomes = run(data, "seeds: 2, folds: 3", 2);
    assertThat(outcomes).hasSize(2 * 3);
    assertThat(outcomes).allSatisfy(o -> assertThat(o.rows()).hasSize(20));
    JsonNode comparison = summary(data, outcomes);
    assertThat(comparison.at("/folds").intValue()).isEqualTo(1);
    assertThat(comparison.at("/paired/roc_auc/method").textValue()).isEqualTo("bootstrap by row");
    assertThat(comparison.at("/heads/sigmoid/metrics/brier/ci95")).hasSize(2);
  }

  @Test
  void comparesOneModelEachOnAGivenTestPartByDeLong() throws IOException {
    Dataset data = clouds("split-column: part\n");
    JsonNode comparison = summary(data, run(data, "seeds: 1", 2));
    assertThat(comparison.at("/paired/roc_auc/method").textValue()).isEqualTo("DeLong");
    assertThat(comparison.at("/paired/brier/method").textValue()).isEqualTo("bootstrap by row");
  }

  /** They share every random number, so that training again explains no difference between them. */
  @Test
  void matchedHeadsAreEquivalentOnAGivenTestPartAfterOneSeed() throws IOException {
    Dataset data = clouds("split-column: part\n");
    String settings = "seeds: 1, mode: matched";
    Comparison comparison =
        Summary.of(data, plan(data, settings, 1), run(data, settings, 1), List.of());
    assertThat(comparison.verdict().kind()).isEqualTo(Verdict.Kind.EQUIVALENT);
    assertThat(Objects.requireNonNull(comparison.paired().get("log_loss")).difference())
        .isBetween(-1e-6, 1e-6);
  }

  @Test
  void writesOneRunDirectoryPerTraining() throws IOException {
    Path out = folder.resolve("out");
    Dataset data = clouds("");
    try (OutputDirectory output = OutputDirectory.open(out, false)) {
      Comparer.run(data, plan(data, "seeds: 1, folds: 2", 2), output, NOBODY);
      output.commit();
    }
    for (Arm arm : Arm.of(Mode.NAIVE)) {
      Path run = out.resolve("runs/seed-1-fold-2-" + arm.name().toLowerCase(java.util.Locale.ROOT));
      for (String name : List.of("config.yaml", "run.json", "metrics.jsonl", "model.zip")) {
        assertThat(run.resolve(name)).isNotEmptyFile();
      }
    }
  }

  @Test
  void refusesMoreFoldsThanTheSmallestClassHasRows() throws IOException {
    Dataset data = clouds("");
    assertThatThrownBy(() -> run(data, "folds: 31", 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("31")
        .hasMessageContaining("30");
  }

  @Test
  void refusesATestPartOfOneClass() throws IOException {
    Files.writeString(
        folder.resolve("data.csv"),
        "a,y,part\n" + "1,yes,train\n2,no,train\n".repeat(10) + "3,yes,test\n".repeat(4));
    Files.writeString(
        folder.resolve("dataset.yaml"),
        "name: lone\nfiles: data.csv\nlabel: y\nsplit-column: part\n");
    Dataset data = Datasets.open(folder, DataConfig.EMPTY);
    assertThatThrownBy(() -> run(data, "seeds: 1", 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("all 4 rows of the test part are of class 'yes'");
  }

  private static double[] logits(Outcome outcome) {
    return ((BinaryPredictions) outcome.predictions()).logits();
  }

  private static double value(Outcome outcome) {
    return new ObjectMapper().valueToTree(outcome.metrics()).at("/log_loss/value").doubleValue();
  }

  private static JsonNode summary(Dataset data, List<Outcome> outcomes) throws IOException {
    long seeds = outcomes.stream().map(Outcome::seed).distinct().count();
    Comparison comparison = Summary.of(data, plan(data, "seeds: " + seeds, 1), outcomes, List.of());
    return new ObjectMapper().readTree(Json.line(comparison));
  }

  private List<Outcome> run(Dataset data, String evaluation, int jobs) {
    return run(data, plan(data, evaluation, jobs));
  }

  private List<Outcome> run(Dataset data, ComparisonPlan plan) {
    try (OutputDirectory output =
        OutputDirectory.open(folder.resolve("out-" + System.nanoTime()), false)) {
      return Comparer.run(data, plan, output, NOBODY);
    }
  }

  private static ComparisonPlan plan(Dataset data, String evaluation, int jobs) {
    return plan(data, "logistic", evaluation, jobs);
  }

  private static ComparisonPlan plan(Dataset data, String model, String evaluation, int jobs) {
    return ComparisonPlan.of(
        Yaml.parse(
            "test",
            """
            model: {model: %s}
            training: {epochs: 4, jobs: %d}
            evaluation: {%s}
            """
                .formatted(model, jobs, evaluation),
            Experiment.class),
        data);
  }

  /** 60 rows in two overlapping clouds, the last 20 of them marked as the test part. */
  private Dataset clouds(String descriptor) throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    StringBuilder csv = new StringBuilder("t,a,b,y,part\n");
    for (int i = 0; i < 60; i++) {
      int label = i % 2;
      csv.append(i)
          .append(',')
          .append(random.nextGaussian() + label)
          .append(',')
          .append(random.nextGaussian() - label)
          .append(label == 1 ? ",yes," : ",no,")
          .append(i < 40 ? "train\n" : "test\n");
    }
    Files.writeString(folder.resolve("data.csv"), csv);
    Files.writeString(
        folder.resolve("dataset.yaml"),
        "name: clouds\nfiles: data.csv\nlabel: y\n"
            + (descriptor.contains("time")
                ? descriptor
                : descriptor.isEmpty() ? "drop: [t, part]\n" : "drop: [t]\n" + descriptor));
    return Datasets.open(folder, DataConfig.EMPTY);
  }
}
