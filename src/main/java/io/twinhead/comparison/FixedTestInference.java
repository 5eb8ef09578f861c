package io.twinhead.comparison;

import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Bootstrapped;
import io.twinhead.evaluation.ClusterBootstrap;
import io.twinhead.evaluation.CorrectedResampledT;
import io.twinhead.evaluation.DeLong;
import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.PairedResult;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.RowStatistic;
import io.twinhead.evaluation.Threshold;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * One held-out part, the same rows for every seed: rows are resampled, and one model per head has
 * DeLong's test for the ROC AUC.
 */
final class FixedTestInference implements Inference {
  private static final int RESAMPLES = 2000;

  private final Outcomes outcomes;
  private final ClusterBootstrap bootstrap;
  private final Map<Arm, List<Metrics>> prepared = new EnumMap<>(Arm.class);

  FixedTestInference(Outcomes outcomes, long seed) {
    this.outcomes = outcomes;
    double[] weights = outcomes.of(Arm.SIGMOID).get(0).predictions().weights();
    this.bootstrap = new ClusterBootstrap(weights, RESAMPLES, seed);
    for (Arm arm : List.of(Arm.SIGMOID, Arm.SOFTMAX, Arm.REPLICATE)) {
      prepared.put(
          arm,
          outcomes.of(arm).stream()
              .map(outcome -> Metrics.prepare(outcome.predictions(), Threshold.HALF))
              .toList());
    }
  }

  @Override
  public Optional<PairedResult> paired(Metric metric) {
    if (delongApplies(metric)) {
      return DeLong.of(onlyRun(Arm.SIGMOID), onlyRun(Arm.SOFTMAX));
    }
    return bootstrap
        .difference(statistic(Arm.SIGMOID, metric), statistic(Arm.SOFTMAX, metric))
        .map(Bootstrapped::result);
  }

  @Override
  public Optional<Interval> interval(Arm arm, Metric metric) {
    return bootstrap.interval95(statistic(arm, metric)).map(Bootstrapped::result);
  }

  /** Trainings on the same data are independent, so nothing needs correcting. */
  @Override
  public Optional<Interval> noise(Metric metric) {
    return CorrectedResampledT.interval95(Outcomes.defined(outcomes.noise(metric)), 0)
        .map(Inference::notBelowZero);
  }

  /**
   * Rows alone are resampled, so the chance in training is estimated from the replicates: n
   * differences d between two sigmoid runs have the mean 0, and their root mean square over sqrt(n)
   * is the standard error, with n degrees of freedom, of a mean of n such differences.
   */
  @Override
  public double trainingChance(Metric metric) {
    double[] noise = Outcomes.defined(outcomes.noise(metric));
    if (noise.length < 2) {
      return Double.POSITIVE_INFINITY;
    }
    double standardError = Math.sqrt(StatUtils.sumSq(noise)) / noise.length;
    return standardError * new TDistribution(noise.length).inverseCumulativeProbability(0.975);
  }

  @Override
  public String method(Metric metric) {
    return delongApplies(metric) ? "DeLong" : "bootstrap by row";
  }

  @Override
  public String gap(Metric metric) {
    return "too few test rows of a class, or too few seeds";
  }

  private boolean delongApplies(Metric metric) {
    List<Outcome> runs = outcomes.of(Arm.SIGMOID);
    return metric == Metric.ROC_AUC
        && outcomes.kind() == Metric.Kind.BINARY
        && runs.size() == 1
        && unweighted(runs.get(0).predictions());
  }

  private BinaryPredictions onlyRun(Arm arm) {
    return (BinaryPredictions) outcomes.of(arm).get(0).predictions();
  }

  private static boolean unweighted(Predictions predictions) {
    return Arrays.stream(predictions.weights()).distinct().count() == 1;
  }

  private RowStatistic statistic(Arm arm, Metric metric) {
    return RowStatistic.mean(
        Objects.requireNonNull(prepared.get(arm)).stream()
            .map(metrics -> metrics.statistic(metric))
            .toList());
  }
}
