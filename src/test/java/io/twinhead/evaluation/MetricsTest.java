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
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  static Stream<JsonNode> golden() {
    return Golden.cases("metrics");
  }

  static List<Metric> binary() {
    return Metric.of(Metric.Kind.BINARY);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void agreesWithScikitLearn(JsonNode golden) {
    Map<Metric, Score> scores =
        Metrics.of(
            Golden.predictions(golden),
            Threshold.ofProbability(golden.get("threshold").doubleValue(), "given"));
    SoftAssertions softly = new SoftAssertions();
    scores.forEach(
        (metric, score) -> {
          JsonNode expected = golden.get("metrics").get(metric.key());
          String name = golden.get("name").textValue() + ": " + metric.key();
          if (expected.isNull()) {
            softly.assertThat(score.value()).as(name).isNull();
            softly.assertThat(score.why()).as(name).isNotBlank();
          } else {
            softly
                .assertThat(score.value())
                .as(name)
                .isCloseTo(expected.doubleValue(), Golden.EXACT);
          }
        });
    softly.assertAll();
  }

  @Test
  void givesEveryMetricInTheOrderOfDisplay() {
    BinaryPredictions one = BinaryPredictions.of(new double[] {1}, new int[] {1});
    assertThat(Metrics.of(one, Threshold.HALF).keySet()).containsExactlyElementsOf(binary());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aucIsTheShareOfPairsInOrderWithTiesAsHalves(long seed) {
    BinaryPredictions p = randomWithTies(seed, 150);
    double pairs = 0;
    double inOrder = 0;
    for (int i = 0; i < p.size(); i++) {
      for (int j = 0; j < p.size(); j++) {
        if (p.labels()[i] == 1 && p.labels()[j] == 0) {
          double weight = p.weights()[i] * p.weights()[j];
          pairs += weight;
          inOrder += weight * (1 + Math.signum(p.logits()[i] - p.logits()[j])) / 2;
        }
      }
    }
    assertThat(value(Metric.ROC_AUC, p)).isCloseTo(inOrder / pairs, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void rankingMetricsIgnoreMonotoneTransforms(long seed) {
    BinaryPredictions p = randomWithTies(seed, 150);
    for (DoubleUnaryOperator monotone :
        List.<DoubleUnaryOperator>of(s -> 3 * s - 7, Math::atan, s -> s * s * s)) {
      BinaryPredictions transformed = withLogits(p, monotone);
      for (Metric metric : new Metric[] {Metric.ROC_AUC, Metric.AVERAGE_PRECISION}) {
        assertThat(value(metric, transformed)).isEqualTo(value(metric, p));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void invertedScoresHaveTheComplementaryAuc(long seed) {
    BinaryPredictions p = randomWithTies(seed, 150);
    assertThat(value(Metric.ROC_AUC, withLogits(p, s -> -s)))
        .isCloseTo(1 - value(Metric.ROC_AUC, p), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void weightTwoIsTheSameAsTheRowTwice(long seed) {
    BinaryPredictions p = randomWithTies(seed, 60);
    double[] twos = p.weights().clone();
    Arrays.fill(twos, 0, 30, 2);
    Arrays.fill(twos, 30, 60, 1);
    int[] rows = IntStream.concat(IntStream.range(0, 60), IntStream.range(0, 30)).toArray();
    BinaryPredictions repeated =
        BinaryPredictions.of(
            Arrays.stream(rows).mapToDouble(i -> p.logits()[i]).toArray(),
            Arrays.stream(rows).map(i -> p.labels()[i]).toArray());
    Metrics prepared = Metrics.prepare(p, Threshold.HALF);
    for (Metric metric : binary()) {
      assertThat(prepared.statistic(metric).of(twos).value())
          .as(metric.key())
          .isCloseTo(value(metric, repeated), within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-200, 1e-3, 7, 1e200})
  void theScaleOfTheWeightsPlaysNoPart(double scale) {
    BinaryPredictions p = randomWithTies(11, 80);
    double[] scaled = Arrays.stream(p.weights()).map(w -> w * scale).toArray();
    Metrics prepared = Metrics.prepare(p, Threshold.HALF);
    for (Metric metric : binary()) {
      assertThat(prepared.score(metric, scaled).value())
          .as(metric.key())
          .isCloseTo(value(metric, p), within(1e-12));
    }
  }

  @Test
  void logLossIsExactInTheTail() {
    assertThat(value(Metric.LOG_LOSS, BinaryPredictions.of(new double[] {20}, new int[] {1})))
        .isCloseTo(2.061153620314381e-9, within(1e-23));
    assertThat(value(Metric.LOG_LOSS, BinaryPredictions.of(new double[] {-800}, new int[] {1})))
        .isEqualTo(800);
  }

  @Test
  void logLossIsNeverNegative() {
    for (double s : new double[] {-1e300, -40, -1e-300, 0, 1e-300, 40, 1e300}) {
      for (int y = 0; y < 2; y++) {
        assertThat(value(Metric.LOG_LOSS, BinaryPredictions.of(new double[] {s}, new int[] {y})))
            .isNotNegative();
      }
    }
  }

  @Test
  void ranksByLogitWhereProbabilitiesTie() {
    BinaryPredictions p = BinaryPredictions.of(new double[] {38, 40}, new int[] {0, 1});
    assertThat(p.probability(0)).isEqualTo(p.probability(1));
    assertThat(value(Metric.ROC_AUC, p)).isEqualTo(1);
  }

  @Test
  void zeroesOfEitherSignTie() {
    assertThat(
            value(Metric.ROC_AUC, BinaryPredictions.of(new double[] {-0.0, 0.0}, new int[] {0, 1})))
        .isEqualTo(0.5);
  }

  @Test
  void aProbabilityAtTheThresholdIsPositive() {
    BinaryPredictions tie = BinaryPredictions.of(new double[] {0}, new int[] {1});
    assertThat(value(Metric.RECALL, tie)).isEqualTo(1);
  }

  @Test
  void infiniteLogitsAreCertainties() {
    BinaryPredictions right =
        BinaryPredictions.of(
            new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}, new int[] {1, 0});
    assertThat(value(Metric.LOG_LOSS, right)).isZero();
    assertThat(value(Metric.BRIER, right)).isZero();
    assertThat(value(Metric.ROC_AUC, right)).isEqualTo(1);
  }

  @Test
  void aCertaintyThatIsWrongHasNoFiniteLogLoss() {
    double[] logits = {1, Double.NEGATIVE_INFINITY};
    int[] labels = {1, 1};
    BinaryPredictions wrong = BinaryPredictions.of(logits, labels);
    assertThat(Metrics.of(wrong, Threshold.HALF))
        .containsEntry(
            Metric.LOG_LOSS,
            Score.undefined("infinite: a row's own class was given probability 0"));
    assertThat(value(Metric.BRIER, wrong)).isGreaterThan(0.5);
    assertThat(value(Metric.LOG_LOSS, new BinaryPredictions(logits, labels, new double[] {1, 0})))
        .isCloseTo(Math.log1p(Math.exp(-1)), within(1e-15));
  }

  @ParameterizedTest
  @MethodSource("binary")
  void saysThatThereAreNoRows(Metric metric) {
    BinaryPredictions none = BinaryPredictions.of(new double[0], new int[0]);
    assertThat(Metrics.of(none, Threshold.HALF))
        .containsEntry(metric, Score.undefined("there are no rows"));
  }

  @ParameterizedTest
  @MethodSource("binary")
  void saysThatRowsHaveNoWeight(Metric metric) {
    BinaryPredictions weightless =
        new BinaryPredictions(new double[] {1}, new int[] {1}, new double[] {0});
    assertThat(Metrics.of(weightless, Threshold.HALF))
        .containsEntry(metric, Score.undefined("the rows have no weight"));
  }

  @Test
  void saysWhyAMetricIsUndefined() {
    Map<Metric, Score> refused =
        Metrics.of(BinaryPredictions.of(new double[] {-1, -2}, new int[] {0, 0}), Threshold.HALF);
    assertThat(refused)
        .containsEntry(Metric.ROC_AUC, Score.undefined("only one class is present"))
        .containsEntry(Metric.AVERAGE_PRECISION, Score.undefined("no row is positive"))
        .containsEntry(Metric.PRECISION, Score.undefined("no row is predicted positive"))
        .containsEntry(Metric.RECALL, Score.undefined("no row is positive"))
        .containsEntry(Metric.F1, Score.undefined("no row is positive or predicted positive"))
        .containsEntry(Metric.BALANCED_ACCURACY, Score.undefined("only one class is present"))
        .containsEntry(Metric.ACCURACY, Score.of(1));
    assertThat(
            Metrics.of(BinaryPredictions.of(new double[] {1, 2}, new int[] {0, 1}), Threshold.HALF))
        .containsEntry(Metric.MCC, Score.undefined("all rows are predicted alike"));
  }

  @Test
  void refusesWeightsOfOtherRows() {
    Metrics one =
        Metrics.prepare(BinaryPredictions.of(new double[] {1}, new int[] {1}), Threshold.HALF);
    assertThatThrownBy(() -> one.score(Metric.ACCURACY, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 weights for 1 rows: there must be one per row");
  }

  @Test
  void neverComparesAllPairsOfRows() {
    Random random = new Random(7);
    BinaryPredictions million =
        BinaryPredictions.of(
            random.doubles(1_000_000, -8, 8).toArray(), random.ints(1_000_000, 0, 2).toArray());
    assertTimeout(Duration.ofSeconds(10), () -> Metrics.of(million, Threshold.HALF));
  }

  private static double value(Metric metric, BinaryPredictions predictions) {
    return Objects.requireNonNull(
        Metrics.prepare(predictions, Threshold.HALF).score(metric, predictions.weights()).value());
  }

  private static BinaryPredictions withLogits(BinaryPredictions p, DoubleUnaryOperator change) {
    return new BinaryPredictions(
        Arrays.stream(p.logits()).map(change).toArray(), p.labels(), p.weights());
  }

  private static BinaryPredictions randomWithTies(long seed, int rows) {
    Random random = new Random(seed);
    return new BinaryPredictions(
        random.doubles(rows, -8, 8).map(Math::rint).toArray(),
        random.ints(rows, 0, 2).toArray(),
        random.doubles(rows, 0, 3).toArray());
  }
}
