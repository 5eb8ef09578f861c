package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelMetricsTest {
  static Stream<JsonNode> golden() {
    return Golden.cases("labels");
  }

  static List<Metric> metrics() {
    return Metric.of(Metric.Kind.LABELS);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void agreesWithScikitLearn(JsonNode golden) {
    LabelPredictions predictions = Golden.labels(golden);
    Threshold threshold = Threshold.ofProbability(golden.get("threshold").doubleValue(), "given");
    Golden.assertSame(Metrics.of(predictions, threshold), golden.get("metrics"));
    Golden.assertSame(PerClass.of(predictions, threshold), golden.get("per_class"));
  }

  @Test
  void givesEveryMetricInTheOrderOfDisplay() {
    assertThat(Metrics.of(RandomTasks.labels(1, 20, 3), Threshold.HALF).keySet())
        .containsExactlyElementsOf(metrics());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void weightTwoIsTheSameAsTheRowTwice(long seed) {
    LabelPredictions p = RandomTasks.labels(seed, 60, 4);
    Metrics prepared = Metrics.prepare(p, Threshold.HALF);
    double[] doubled = RandomTasks.firstHalfDoubled(p);
    Metrics.of(RandomTasks.rows(p, RandomTasks.firstHalfTwice(60)), Threshold.HALF)
        .forEach(
            (metric, score) -> assertSame(metric, prepared.statistic(metric).of(doubled), score));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theOrderOfTheRowsPlaysNoPart(long seed) {
    LabelPredictions p = RandomTasks.labels(seed, 60, 4);
    assertSameScores(p, RandomTasks.rows(p, RandomTasks.permutation(seed, 60)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theOrderOfTheLabelsPlaysNoPart(long seed) {
    LabelPredictions p = RandomTasks.labels(seed, 60, 4);
    assertSameScores(p, RandomTasks.reordered(p, RandomTasks.permutation(seed, 4)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-200, 1e-3, 7, 1e200})
  void theScaleOfTheWeightsPlaysNoPart(double scale) {
    LabelPredictions p = RandomTasks.labels(11, 80, 4);
    double[] scaled = Arrays.stream(p.weights()).map(w -> w * scale).toArray();
    assertSameScores(p, new LabelPredictions(p.logits(), p.labels(), p.targets(), scaled));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void oneLabelHasTheMetricsOfTwoClasses(long seed) {
    LabelPredictions one = RandomTasks.labels(seed, 60, 1);
    Map<Metric, Score> labels = Metrics.of(one, Threshold.HALF);
    Map<Metric, Score> binary = Metrics.of(one.label(0), Threshold.HALF);
    for (Metric same :
        List.of(
            Metric.LOG_LOSS, Metric.ROC_AUC, Metric.AVERAGE_PRECISION, Metric.BRIER, Metric.ECE)) {
      assertSame(same, score(labels, same), score(binary, same));
    }
    for (Metric f1 : List.of(Metric.MACRO_F1, Metric.MICRO_F1)) {
      assertSame(f1, score(labels, f1), score(binary, Metric.F1));
    }
    assertSame(
        Metric.SUBSET_ACCURACY,
        score(labels, Metric.SUBSET_ACCURACY),
        score(binary, Metric.ACCURACY));
    assertThat(value(labels, Metric.HAMMING_LOSS))
        .isCloseTo(1 - value(binary, Metric.ACCURACY), Golden.TO_THE_LAST_DIGITS);
  }

  @Test
  void knowingNothingCostsLnTwoHoweverManyLabels() {
    LabelPredictions none = LabelPredictions.of(new double[8], 4, new byte[8]);
    assertThat(value(Metrics.of(none, Threshold.HALF), Metric.LOG_LOSS))
        .isCloseTo(Math.log(2), within(1e-15));
  }

  @Test
  void aProbabilityAtTheThresholdIsALabel() {
    LabelPredictions tie = LabelPredictions.of(new double[1], 1, new byte[] {1});
    assertThat(value(Metrics.of(tie, Threshold.HALF), Metric.SUBSET_ACCURACY)).isEqualTo(1);
    assertThat(tie.predicted(0, 0)).isTrue();
  }

  @Test
  void logLossIsExactInTheTail() {
    LabelPredictions sure = LabelPredictions.of(new double[] {20, -800}, 2, new byte[] {1, 0});
    assertThat(value(Metrics.of(sure, Threshold.HALF), Metric.LOG_LOSS))
        .isCloseTo(2.061153620314381e-9 / 2, within(1e-23));
  }

  @Test
  void aCertaintyThatIsWrongHasNoFiniteLogLoss() {
    LabelPredictions wrong =
        LabelPredictions.of(new double[] {Double.POSITIVE_INFINITY, 0}, 2, new byte[2]);
    assertThat(Metrics.of(wrong, Threshold.HALF))
        .containsEntry(
            Metric.LOG_LOSS,
            Score.undefined("infinite: a row's own class was given probability 0"));
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void saysThatThereAreNoRows(Metric metric) {
    LabelPredictions none = LabelPredictions.of(new double[0], 3, new byte[0]);
    assertThat(Metrics.of(none, Threshold.HALF))
        .containsEntry(metric, Score.undefined("there are no rows"));
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void saysThatRowsHaveNoWeight(Metric metric) {
    LabelPredictions one = RandomTasks.labels(1, 1, 3);
    assertThat(Metrics.prepare(one, Threshold.HALF).score(metric, new double[1]))
        .isEqualTo(Score.undefined("the rows have no weight"));
  }

  @Test
  void saysWhyAMetricIsUndefined() {
    LabelPredictions none = LabelPredictions.of(new double[] {-1, -2}, 2, new byte[2]);
    assertThat(Metrics.of(none, Threshold.HALF))
        .containsEntry(Metric.ROC_AUC, Score.undefined("every label is on all rows or on none"))
        .containsEntry(Metric.AVERAGE_PRECISION, Score.undefined("no row has a label"))
        .containsEntry(Metric.MACRO_F1, Score.undefined("no row has a label or is given one"))
        .containsEntry(Metric.MICRO_F1, Score.undefined("no row has a label or is given one"));
  }

  @Test
  void refusesAMetricOfAnotherKind() {
    Metrics prepared = Metrics.prepare(RandomTasks.labels(1, 5, 3), Threshold.HALF);
    assertThatThrownBy(() -> prepared.score(Metric.ACCURACY, new double[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no metric accuracy for overlapping labels");
  }

  @Test
  void neverComparesAllPairsOfRows() {
    LabelPredictions many = RandomTasks.labels(7, 100_000, 10);
    assertTimeout(Duration.ofSeconds(10), () -> Metrics.of(many, Threshold.HALF));
  }

  private static void assertSameScores(LabelPredictions first, LabelPredictions second) {
    Map<Metric, Score> expected = Metrics.of(second, Threshold.HALF);
    Metrics.of(first, Threshold.HALF)
        .forEach((metric, score) -> assertSame(metric, score, score(expected, metric)));
  }

  private static double value(Map<Metric, Score> scores, Metric metric) {
    return Objects.requireNonNull(score(scores, metric).value());
  }

  private static Score score(Map<Metric, Score> scores, Metric metric) {
    return Objects.requireNonNull(scores.get(metric));
  }

  private static void assertSame(Metric metric, Score actual, Score expected) {
    assertThat(actual.value())
        .as(metric.key())
        .isCloseTo(Objects.requireNonNull(expected.value()), Golden.TO_THE_LAST_DIGITS);
  }
}
