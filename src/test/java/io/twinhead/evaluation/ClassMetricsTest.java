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

class ClassMetricsTest {
  static Stream<JsonNode> golden() {
    return Golden.cases("classes");
  }

  static List<Metric> metrics() {
    return Metric.of(Metric.Kind.CLASSES);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void agreesWithScikitLearn(JsonNode golden) {
    ClassPredictions predictions = Golden.classes(golden);
    Golden.assertSame(Metrics.of(predictions, Threshold.HALF), golden.get("metrics"));
    Golden.assertSame(PerClass.of(predictions), golden.get("per_class"));
  }

  @Test
  void givesEveryMetricInTheOrderOfDisplay() {
    assertThat(Metrics.of(RandomTasks.classes(1, 20, 3), Threshold.HALF).keySet())
        .containsExactlyElementsOf(metrics());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void weightTwoIsTheSameAsTheRowTwice(long seed) {
    ClassPredictions p = RandomTasks.classes(seed, 60, 4);
    Map<Metric, Score> repeated =
        Metrics.of(RandomTasks.rows(p, RandomTasks.firstHalfTwice(60)), Threshold.HALF);
    Metrics prepared = Metrics.prepare(p, Threshold.HALF);
    double[] doubled = RandomTasks.firstHalfDoubled(p);
    repeated.forEach(
        (metric, score) -> assertSame(metric, prepared.statistic(metric).of(doubled), score));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theOrderOfTheRowsPlaysNoPart(long seed) {
    ClassPredictions p = RandomTasks.classes(seed, 60, 4);
    Map<Metric, Score> shuffled =
        Metrics.of(RandomTasks.rows(p, RandomTasks.permutation(seed, 60)), Threshold.HALF);
    Metrics.of(p, Threshold.HALF)
        .forEach((metric, score) -> assertSame(metric, score, score(shuffled, metric)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theNamesOfTheClassesPlayNoPart(long seed) {
    ClassPredictions p = RandomTasks.classes(seed, 60, 4);
    Map<Metric, Score> renamed =
        Metrics.of(RandomTasks.renamed(p, RandomTasks.permutation(seed, 4)), Threshold.HALF);
    Metrics.of(p, Threshold.HALF)
        .forEach((metric, score) -> assertSame(metric, score, score(renamed, metric)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-200, 1e-3, 7, 1e200})
  void theScaleOfTheWeightsPlaysNoPart(double scale) {
    ClassPredictions p = RandomTasks.classes(11, 80, 4);
    double[] scaled = Arrays.stream(p.weights()).map(w -> w * scale).toArray();
    Metrics prepared = Metrics.prepare(p, Threshold.HALF);
    Metrics.of(p, Threshold.HALF)
        .forEach((metric, score) -> assertSame(metric, prepared.score(metric, scaled), score));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void twoClassesHaveTheMetricsOfOneAgainstTheOtherWhereTheDefinitionsCoincide(long seed) {
    ClassPredictions two = RandomTasks.classes(seed, 60, 2);
    Map<Metric, Score> classes = Metrics.of(two, Threshold.HALF);
    Map<Metric, Score> binary = Metrics.of(two.oneAgainstRest(1), Threshold.HALF);
    for (Metric same :
        List.of(
            Metric.LOG_LOSS,
            Metric.ROC_AUC,
            Metric.ACCURACY,
            Metric.BALANCED_ACCURACY,
            Metric.MCC)) {
      assertSame(same, score(classes, same), score(binary, same));
    }
    assertThat(value(classes, Metric.BRIER))
        .isCloseTo(2 * value(binary, Metric.BRIER), Golden.TO_THE_LAST_DIGITS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void microF1IsTheAccuracyAndMacroRecallTheBalancedOneWhenAllClassesOccur(long seed) {
    Map<Metric, Score> scores = Metrics.of(RandomTasks.classes(seed, 90, 3), Threshold.HALF);
    assertThat(scores.get(Metric.MICRO_F1)).isEqualTo(scores.get(Metric.ACCURACY));
    assertSame(
        Metric.MACRO_RECALL,
        score(scores, Metric.MACRO_RECALL),
        score(scores, Metric.BALANCED_ACCURACY));
  }

  @Test
  void logLossPrefersTheModelThatIsMoreOftenRight() {
    int[] labels = {2, 1, 0};
    ClassPredictions first = ofProbabilities(labels, .3, .3, .4, .3, .4, .3, .1, .2, .7);
    ClassPredictions second = ofProbabilities(labels, .1, .2, .7, .1, .7, .2, .3, .4, .3);
    assertThat(value(Metrics.of(first, Threshold.HALF), Metric.LOG_LOSS))
        .isCloseTo(1.3783888522474517, within(1e-15));
    assertThat(value(Metrics.of(second, Threshold.HALF), Metric.LOG_LOSS))
        .isCloseTo(0.6391075640678003, within(1e-15));
  }

  @Test
  void keepsTheTailsOfTheProbabilities() {
    double tiny = 1e-20;
    Map<Metric, Score> sure =
        Metrics.of(
            ClassPredictions.of(new double[] {-tiny, -46, -800}, 3, new int[] {0}), Threshold.HALF);
    assertThat(value(sure, Metric.LOG_LOSS)).isEqualTo(tiny);
    Map<Metric, Score> wrong =
        Metrics.of(
            ClassPredictions.of(new double[] {-tiny, -46, -800}, 3, new int[] {2}), Threshold.HALF);
    assertThat(value(wrong, Metric.LOG_LOSS)).isEqualTo(800);
  }

  @Test
  void ranksByLogProbabilityWhereProbabilitiesTie() {
    double[] logProbabilities = {-1e-18, Math.log(1e-18), -1e-20, Math.log(1e-20)};
    ClassPredictions p = ClassPredictions.of(logProbabilities, 2, new int[] {1, 0});
    assertThat(value(Metrics.of(p, Threshold.HALF), Metric.ROC_AUC)).isEqualTo(1);
  }

  @Test
  void aCertaintyThatIsWrongHasNoFiniteLogLoss() {
    double[] logProbabilities = {0, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    ClassPredictions wrong = ClassPredictions.of(logProbabilities, 3, new int[] {1});
    Map<Metric, Score> scores = Metrics.of(wrong, Threshold.HALF);
    assertThat(scores.get(Metric.LOG_LOSS))
        .isEqualTo(Score.undefined("infinite: a row's own class was given probability 0"));
    assertThat(value(scores, Metric.BRIER)).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void saysThatThereAreNoRows(Metric metric) {
    ClassPredictions none = ClassPredictions.of(new double[0], 3, new int[0]);
    assertThat(Metrics.of(none, Threshold.HALF))
        .containsEntry(metric, Score.undefined("there are no rows"));
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void saysThatRowsHaveNoWeight(Metric metric) {
    ClassPredictions one = RandomTasks.classes(1, 1, 3);
    assertThat(Metrics.prepare(one, Threshold.HALF).score(metric, new double[1]))
        .isEqualTo(Score.undefined("the rows have no weight"));
  }

  @Test
  void saysWhyAMetricIsUndefined() {
    ClassPredictions oneClass = ofProbabilities(new int[] {0, 0}, .5, .3, .2, .1, .8, .1);
    assertThat(Metrics.of(oneClass, Threshold.HALF))
        .containsEntry(Metric.ROC_AUC, Score.undefined("only one class is present"))
        .containsEntry(Metric.BALANCED_ACCURACY, Score.undefined("only one class is present"))
        .containsEntry(Metric.MCC, Score.undefined("only one class is present"));
    ClassPredictions constant = ofProbabilities(new int[] {0, 1}, .5, .3, .2, .5, .3, .2);
    assertThat(Metrics.of(constant, Threshold.HALF))
        .containsEntry(Metric.MCC, Score.undefined("all rows are predicted alike"));
  }

  @Test
  void refusesAMetricOfAnotherKind() {
    Metrics prepared = Metrics.prepare(RandomTasks.classes(1, 5, 3), Threshold.HALF);
    assertThatThrownBy(() -> prepared.score(Metric.F1, new double[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no metric f1 for exclusive classes");
  }

  @Test
  void neverComparesAllPairsOfRows() {
    ClassPredictions many = RandomTasks.classes(7, 100_000, 10);
    assertTimeout(Duration.ofSeconds(10), () -> Metrics.of(many, Threshold.HALF));
  }

  private static ClassPredictions ofProbabilities(int[] labels, double... probabilities) {
    double[] logs = new double[probabilities.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(probabilities[i]);
    }
    return ClassPredictions.of(logs, logs.length / labels.length, labels);
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
