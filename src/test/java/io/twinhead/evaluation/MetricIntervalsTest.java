package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricIntervalsTest {
  private static final int ROWS = 400;

  /** Brown, Cai and DasGupta, "Interval Estimation for a Binomial Proportion" (2001), (4). */
  @Test
  void givesWilsonsIntervalOfTheAccuracyOfIndependentRows() {
    BinaryPredictions rows = noisy(ROWS, 1);
    double p = score(rows, Metric.ACCURACY);
    double z = 1.959963984540054;
    double center = (p + z * z / (2 * ROWS)) / (1 + z * z / ROWS);
    double half =
        z / (1 + z * z / ROWS) * Math.sqrt(p * (1 - p) / ROWS + z * z / (4.0 * ROWS * ROWS));
    Interval ci = of(intervals(rows, alone(ROWS)), Metric.ACCURACY);
    assertThat(ci.low()).isCloseTo(center - half, within(1e-9));
    assertThat(ci.high()).isCloseTo(center + half, within(1e-9));
  }

  /** Hanley and McNeil (1982) for the AUC; the central limit theorem for the Brier score. */
  @Test
  void agreesWithFormulasForLargeSamples() {
    BinaryPredictions rows = noisy(ROWS, 2);
    Map<Metric, MetricInterval> found = intervals(rows, alone(ROWS));
    double auc = score(rows, Metric.ROC_AUC);
    double q1 = auc / (2 - auc);
    double q2 = 2 * auc * auc / (1 + auc);
    double n = ROWS / 2.0;
    double variance =
        (auc * (1 - auc) + (n - 1) * (q1 - auc * auc) + (n - 1) * (q2 - auc * auc)) / (n * n);
    assertThat(width(of(found, Metric.ROC_AUC)))
        .isCloseTo(2 * 1.96 * Math.sqrt(variance), within(0.2 * 2 * 1.96 * Math.sqrt(variance)));

    double[] errors =
        IntStream.range(0, ROWS)
            .mapToDouble(i -> Math.pow(rows.probability(i) - rows.labels()[i], 2))
            .toArray();
    double brier = 2 * 1.96 * Math.sqrt(StatUtils.variance(errors) / ROWS);
    assertThat(width(of(found, Metric.BRIER))).isCloseTo(brier, within(0.1 * brier));
  }

  /** Four copies of each row are no more evidence than one. */
  @Test
  void copiesThatAreKnownNarrowNothing() {
    BinaryPredictions rows = noisy(100, 3);
    int[] copyOf = IntStream.range(0, 400).map(i -> i % 100).toArray();
    BinaryPredictions copied =
        BinaryPredictions.of(
            IntStream.of(copyOf).mapToDouble(i -> rows.logits()[i]).toArray(),
            IntStream.of(copyOf).map(i -> rows.labels()[i]).toArray());
    double known = width(of(intervals(copied, copyOf), Metric.LOG_LOSS));
    double alone = width(of(intervals(rows, alone(100)), Metric.LOG_LOSS));
    double taken = width(of(intervals(copied, alone(400)), Metric.LOG_LOSS));
    assertThat(known).isCloseTo(alone, within(1e-9));
    assertThat(taken).isLessThan(0.6 * known);
  }

  @Test
  void doesNotTakeNoMistakesForCertainty() {
    double[] logits = IntStream.range(0, 40).mapToDouble(i -> i % 2 == 0 ? -3 : 3).toArray();
    int[] labels = IntStream.range(0, 40).map(i -> i % 2).toArray();
    Map<Metric, MetricInterval> found = intervals(BinaryPredictions.of(logits, labels), alone(40));
    for (Metric metric : List.of(Metric.RECALL, Metric.F1, Metric.ROC_AUC)) {
      assertThat(found.get(metric)).isEqualTo(MetricInterval.none("the same on all resamples"));
    }
    assertThat(of(found, Metric.ACCURACY).low()).isBetween(0.90, 0.92);
    assertThat(of(found, Metric.ACCURACY).high()).isEqualTo(1);
  }

  /** Resamples of a calibrated model look less calibrated than its rows. */
  @Test
  void containsACalibrationErrorThatIsSmallerThanThatOfNearlyAllResamples() {
    BinaryPredictions rows = calibrated(2000, 4);
    double error = score(rows, Metric.ECE);
    Interval plain =
        new ClusterBootstrap(rows.weights(), 1000, 7)
            .interval95(Metrics.prepare(rows, Threshold.HALF).statistic(Metric.ECE))
            .orElseThrow()
            .result();
    assertThat(plain.low()).isGreaterThan(error);
    Interval found = of(intervals(rows, alone(2000)), Metric.ECE);
    assertThat(error).isBetween(found.low(), found.high());
    assertThat(width(found)).isCloseTo(width(plain), within(1e-9));
  }

  /** What is covered is the calibration error that so many rows have on average. */
  @Test
  void coversTheMeanCalibrationErrorAboutAsOftenAsItSays() {
    double mean =
        IntStream.range(0, 1000)
            .mapToDouble(i -> score(calibrated(300, 1000 + i), Metric.ECE))
            .average()
            .orElseThrow();
    int covered = 0;
    for (int i = 0; i < 150; i++) {
      BinaryPredictions rows = calibrated(300, 5000 + i);
      Interval found =
          new ClusterBootstrap(rows.weights(), 200, i)
              .centred95(Metrics.prepare(rows, Threshold.HALF).statistic(Metric.ECE))
              .orElseThrow()
              .result();
      covered += found.low() <= mean && mean <= found.high() ? 1 : 0;
    }
    assertThat(covered).isBetween(132, 150);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 40})
  void containEveryMetricOfSeveralClasses(int classes) {
    ClassPredictions rows = several(500, classes, 5);
    Map<Metric, Score> scores = Metrics.of(rows, Threshold.HALF);
    Map<Metric, MetricInterval> found = MetricIntervals.of(rows, Threshold.HALF, alone(500), 7);
    assertThat(found).hasSameSizeAs(scores);
    scores.forEach(
        (metric, score) -> {
          Interval interval = of(found, metric);
          assertThat(score.value()).as(metric.key()).isBetween(interval.low(), interval.high());
          assertThat(interval).isEqualTo(metric.withinRange(interval, Metric.Kind.CLASSES));
        });
  }

  @Test
  void tellsThatMostResamplesLackAClass() {
    // Half of all draws of two clusters are twice the same one; with this seed some more.
    BinaryPredictions rows =
        BinaryPredictions.of(new double[] {1, -1, 1, -1}, new int[] {1, 0, 0, 0});
    assertThat(
            MetricIntervals.of(rows, Threshold.HALF, new int[] {1, 2, 2, 2}, 1).get(Metric.ROC_AUC))
        .isEqualTo(MetricInterval.none("undefined on more than half of the resamples"));
  }

  @Test
  void drawsLessOftenFromManyRowsAndOfManyClasses() {
    assertThat(MetricIntervals.resamples(noisy(85, 1))).isEqualTo(1000);
    assertThat(MetricIntervals.resamples(noisy(50_000, 1))).isEqualTo(200);
    assertThat(MetricIntervals.resamples(noisy(200_000, 1))).isEqualTo(100);
    assertThat(MetricIntervals.resamples(several(2000, 10, 1))).isEqualTo(500);
  }

  private static Map<Metric, MetricInterval> intervals(BinaryPredictions rows, int[] clusters) {
    return MetricIntervals.of(rows, Threshold.HALF, clusters, 7);
  }

  private static Interval of(Map<Metric, MetricInterval> intervals, Metric metric) {
    return Objects.requireNonNull(Objects.requireNonNull(intervals.get(metric)).interval());
  }

  private static double score(BinaryPredictions rows, Metric metric) {
    Score score = Objects.requireNonNull(Metrics.of(rows, Threshold.HALF).get(metric));
    return Objects.requireNonNull(score.value());
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }

  private static int[] alone(int rows) {
    return IntStream.range(0, rows).toArray();
  }

  private static BinaryPredictions noisy(int rows, long seed) {
    Random random = new Random(seed);
    int[] labels = IntStream.range(0, rows).map(i -> i % 2).toArray();
    return BinaryPredictions.of(
        IntStream.range(0, rows)
            .mapToDouble(i -> (2 * labels[i] - 1) + 1.5 * random.nextGaussian())
            .toArray(),
        labels);
  }

  /** Labels drawn with the very probabilities that are predicted. */
  private static BinaryPredictions calibrated(int rows, long seed) {
    Random random = new Random(seed);
    double[] logits = random.doubles(rows, -3, 3).toArray();
    int[] labels =
        DoubleStream.of(logits)
            .mapToInt(s -> random.nextDouble() < 1 / (1 + Math.exp(-s)) ? 1 : 0)
            .toArray();
    return BinaryPredictions.of(logits, labels);
  }

  private static ClassPredictions several(int rows, int classes, long seed) {
    Random random = new Random(seed);
    int[] labels = IntStream.range(0, rows).map(i -> i % classes).toArray();
    double[] logits = new double[rows * classes];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = random.nextGaussian() + (i % classes == labels[i / classes] ? 1 : 0);
    }
    for (int row = 0; row < rows; row++) {
      int from = row * classes;
      double sum = Arrays.stream(logits, from, from + classes).map(Math::exp).sum();
      for (int i = from; i < from + classes; i++) {
        logits[i] -= Math.log(sum);
      }
    }
    return ClassPredictions.of(logits, classes, labels);
  }
}
