package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

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
    Map<Metric, Interval> found = intervals(rows, alone(ROWS));
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
    Map<Metric, Interval> found = intervals(BinaryPredictions.of(logits, labels), alone(40));
    assertThat(found).doesNotContainKeys(Metric.RECALL, Metric.F1, Metric.ROC_AUC);
    assertThat(of(found, Metric.ACCURACY).low()).isBetween(0.90, 0.92);
    assertThat(of(found, Metric.ACCURACY).high()).isEqualTo(1);
  }

  @Test
  void drawsLessOftenFromManyRows() {
    assertThat(MetricIntervals.resamples(85)).isEqualTo(1000);
    assertThat(MetricIntervals.resamples(50_000)).isEqualTo(200);
    assertThat(MetricIntervals.resamples(1_000_000)).isEqualTo(100);
  }

  private static Map<Metric, Interval> intervals(BinaryPredictions rows, int[] clusters) {
    return MetricIntervals.of(rows, Threshold.HALF, clusters, 7);
  }

  private static Interval of(Map<Metric, Interval> intervals, Metric metric) {
    return Objects.requireNonNull(intervals.get(metric));
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
}
