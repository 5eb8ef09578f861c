package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

class ClusterBootstrapTest {
  private static final RowStatistic UNDEFINED = weights -> Score.undefined("never");

  @Test
  void sameSeedGivesTheSameIntervals() {
    double[] values = new Random(1).doubles(50).toArray();
    RowStatistic mean = meanOf(values);
    assertThat(bootstrap(50, 4).interval95(mean))
        .isEqualTo(bootstrap(50, 4).interval95(mean))
        .isNotEqualTo(bootstrap(50, 5).interval95(mean));
  }

  @Test
  void intervalsOfAMeanCoverTheTruthAboutAsOftenAsTheySay() {
    Random random = new Random(17);
    int covered = 0;
    for (int i = 0; i < 300; i++) {
      double[] values = random.doubles(60).toArray();
      Interval ci =
          new ClusterBootstrap(ones(60), 400, i).interval95(meanOf(values)).orElseThrow().result();
      covered += ci.low() <= 0.5 && 0.5 <= ci.high() ? 1 : 0;
    }
    assertThat(covered).isBetween(270, 297);
  }

  @Test
  void theIntervalIsAsWideAsTheNormalApproximationOfAMean() {
    double[] values = new Random(2).doubles(400).toArray();
    Interval ci = bootstrap(400, 1).interval95(meanOf(values)).orElseThrow().result();
    double halfWidth = 1.96 * Math.sqrt(StatUtils.populationVariance(values) / 400);
    assertThat((ci.high() - ci.low()) / 2).isCloseTo(halfWidth, within(0.08 * halfWidth));
  }

  /**
   * Survival in days of seven treated mice, Efron and Tibshirani, "An Introduction to the
   * Bootstrap" (1993), table 2.1: the standard error of the mean over ever more resamples tends to
   * 23.36 (table 2.2). The ends of the interval are those of all 7^7 resamples; see statistics.R.
   */
  @Test
  void agreesWithAllResamplesOfAPublishedExample() {
    double[] survival = {94, 197, 16, 38, 99, 141, 23};
    List<Double> means = new ArrayList<>();
    RowStatistic mean = meanOf(survival);
    RowStatistic kept =
        weights -> {
          Score score = mean.of(weights);
          means.add(score.value());
          return score;
        };
    Interval ci = new ClusterBootstrap(ones(7), 40_000, 1).interval95(kept).orElseThrow().result();
    assertThat(ci.low()).isCloseTo(43.428571, within(1.2));
    assertThat(ci.high()).isCloseTo(134.428571, within(1.2));
    double[] all = means.stream().mapToDouble(Double::doubleValue).toArray();
    assertThat(Math.sqrt(StatUtils.variance(all))).isCloseTo(23.36, within(0.35));
  }

  @Test
  void pairingCancelsWhatBothModelsShare() {
    Random random = new Random(3);
    double[] first = random.doubles(100).toArray();
    double[] second =
        Arrays.stream(first).map(v -> v + 0.01 + 0.001 * random.nextDouble()).toArray();
    PairedResult result =
        bootstrap(100, 1).difference(meanOf(first), meanOf(second)).orElseThrow().result();
    assertThat(result.difference()).isBetween(0.01, 0.011);
    assertThat(result.ci95().low()).isBetween(0.01, result.ci90().low());
    assertThat(result.ci95().high()).isBetween(result.ci90().high(), 0.011);
    assertThat(result.pValue()).isEqualTo(2.0 / 2001);
  }

  @Test
  void theSameModelTwiceIsNoDifference() {
    RowStatistic mean = meanOf(new Random(4).doubles(30).toArray());
    assertThat(bootstrap(30, 1).difference(mean, mean).orElseThrow().result())
        .isEqualTo(new PairedResult(0, new Interval(0, 0), new Interval(0, 0), 1));
  }

  @Test
  void aRowBringsItsPredictionsOfEverySeed() {
    // Seeds that repeat each other bring no new rows, so the interval must not shrink.
    RowStatistic run = meanOf(new Random(5).doubles(40).toArray());
    assertThat(bootstrap(40, 1).interval95(RowStatistic.mean(List.of(run, run, run, run))))
        .isEqualTo(bootstrap(40, 1).interval95(run));
  }

  @Test
  void aRowOfWeightZeroNeverCounts() {
    double[] weights = ones(20);
    weights[3] = 0;
    double[] values = new double[20];
    values[3] = 1000;
    assertThat(new ClusterBootstrap(weights, 100, 1).interval95(meanOf(values)).orElseThrow())
        .isEqualTo(new Bootstrapped<>(new Interval(0, 0), 100, 0));
  }

  @Test
  void leavesOutAndCountsResamplesWithoutAPositiveRow() {
    double[] logits = {3, -1, -2, -3, 1, -4, -5, -6};
    int[] labels = {1, 1, 0, 0, 0, 0, 0, 0};
    Metrics metrics = Metrics.prepare(BinaryPredictions.of(logits, labels), Threshold.HALF);
    Bootstrapped<Interval> recall =
        bootstrap(8, 1).interval95(metrics.statistic(Metric.RECALL)).orElseThrow();
    double chance = Math.pow(6 / 8.0, 8);
    assertThat(recall.undefined() / 2000.0).isCloseTo(chance, within(0.03));
    assertThat(recall.resamples()).isEqualTo(2000);
  }

  @Test
  void comparesHeadsOnARealMetric() {
    Random random = new Random(6);
    int[] labels = random.ints(500, 0, 2).toArray();
    Metrics good = Metrics.prepare(noisy(labels, 1, random), Threshold.HALF);
    Metrics bad = Metrics.prepare(noisy(labels, 4, random), Threshold.HALF);
    PairedResult auc =
        bootstrap(500, 1)
            .difference(good.statistic(Metric.ROC_AUC), bad.statistic(Metric.ROC_AUC))
            .orElseThrow()
            .result();
    assertThat(auc.ci95().high()).isNegative();
    assertThat(auc.equivalentWithin(0.01)).isFalse();
  }

  @Test
  void agreesWithDeLongOnTheSpreadOfAnAucDifference() {
    Random random = new Random(8);
    int[] labels = random.ints(400, 0, 2).toArray();
    BinaryPredictions first = noisy(labels, 2, random);
    BinaryPredictions second = noisy(labels, 2, random);
    Interval delong = DeLong.of(first, second).orElseThrow().ci95();
    Interval bootstrap =
        bootstrap(400, 1)
            .difference(
                Metrics.prepare(first, Threshold.HALF).statistic(Metric.ROC_AUC),
                Metrics.prepare(second, Threshold.HALF).statistic(Metric.ROC_AUC))
            .orElseThrow()
            .result()
            .ci95();
    assertThat(bootstrap.low()).isCloseTo(delong.low(), within(0.01));
    assertThat(bootstrap.high()).isCloseTo(delong.high(), within(0.01));
  }

  @Test
  void isEmptyWhereTheStatisticIsUndefined() {
    RowStatistic defined = meanOf(new double[5]);
    assertThat(bootstrap(5, 1).interval95(UNDEFINED)).isEmpty();
    assertThat(bootstrap(5, 1).difference(UNDEFINED, defined)).isEmpty();
    assertThat(bootstrap(5, 1).difference(defined, UNDEFINED)).isEmpty();
    assertThat(bootstrap(5, 1).interval95(RowStatistic.mean(List.of(defined, UNDEFINED))))
        .isEmpty();
    Metrics noRows =
        Metrics.prepare(BinaryPredictions.of(new double[0], new int[0]), Threshold.HALF);
    assertThat(bootstrap(0, 1).interval95(noRows.statistic(Metric.LOG_LOSS))).isEmpty();
  }

  @Test
  void isEmptyWhenMostResamplesAreUndefined() {
    // Defined only if no row is left out: on the rows themselves, on hardly any resample.
    RowStatistic fragile =
        weights ->
            Arrays.stream(weights).allMatch(w -> w > 0) ? Score.of(1) : Score.undefined("a gap");
    assertThat(bootstrap(10, 1).interval95(fragile)).isEmpty();
  }

  @Test
  void refusesTooFewResamplesAndNoRuns() {
    assertThatThrownBy(() -> new ClusterBootstrap(ones(5), 99, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("99 resamples: at least 100 are needed");
    assertThatThrownBy(() -> RowStatistic.mean(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ClusterBootstrap bootstrap(int rows, long seed) {
    return new ClusterBootstrap(ones(rows), 2000, seed);
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static RowStatistic meanOf(double[] values) {
    return weights -> {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += weights[i] * values[i];
      }
      return Score.of(sum / Arrays.stream(weights).sum());
    };
  }

  private static BinaryPredictions noisy(int[] labels, double noise, Random random) {
    double[] logits =
        Arrays.stream(labels).mapToDouble(y -> 2 * y - 1 + noise * random.nextGaussian()).toArray();
    return BinaryPredictions.of(logits, labels);
  }
}
