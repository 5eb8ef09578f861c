package io.twinhead.evaluation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/**
 * 95 % intervals of metrics on one fixed test set: by {@link ClusterBootstrap}, and of the accuracy
 * of independent rows of equal weight by Wilson's score, which says something of no mistakes too.
 */
public final class MetricIntervals {
  private static final int MOST_RESAMPLES = 1000;
  private static final int FEWEST_RESAMPLES = 100;

  /** Row visits of a metric that take about as long as people like to wait. */
  private static final int ROW_VISITS = 10_000_000;

  private final Predictions predictions;
  private final Threshold threshold;
  private final int[] clusters;
  private final long seed;

  private MetricIntervals(Predictions predictions, Threshold threshold, int[] clusters, long seed) {
    this.predictions = predictions;
    this.threshold = threshold;
    this.clusters = clusters;
    this.seed = seed;
  }

  /**
   * Returns the interval of each metric of these predictions that has one. A metric that is the
   * same on every resample has none, for that says how few rows there are and not how sure it is.
   *
   * @param clusters a code for each row, the same for rows that are not independent
   * @param seed of the resamples
   */
  public static Map<Metric, Interval> of(
      Predictions predictions, Threshold threshold, int[] clusters, long seed) {
    return new MetricIntervals(predictions, threshold, clusters, seed).all();
  }

  /** The number of resamples for so many rows. */
  public static int resamples(int rows) {
    return Math.max(FEWEST_RESAMPLES, Math.min(MOST_RESAMPLES, ROW_VISITS / Math.max(1, rows)));
  }

  private Map<Metric, Interval> all() {
    Metrics metrics = Metrics.prepare(predictions, threshold);
    ClusterBootstrap bootstrap =
        new ClusterBootstrap(predictions.weights(), clusters, resamples(predictions.size()), seed);
    Map<Metric, Interval> intervals = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.forPredictions(predictions)) {
      Optional<Interval> found =
          metric == Metric.ACCURACY && independent()
              ? Optional.of(wilson(metrics.score(metric, predictions.weights())))
              : bootstrap
                  .interval95(metrics.statistic(metric))
                  .map(Bootstrapped::result)
                  .filter(interval -> interval.low() < interval.high());
      found.ifPresent(interval -> intervals.put(metric, interval));
    }
    return intervals;
  }

  private boolean independent() {
    return predictions.size() > 0
        && Arrays.stream(clusters).distinct().count() == clusters.length
        && Arrays.stream(predictions.weights()).allMatch(w -> w == 1);
  }

  private Interval wilson(Score accuracy) {
    int rows = predictions.size();
    int right = (int) Math.round(rows * Objects.requireNonNull(accuracy.value()));
    ConfidenceInterval interval = new WilsonScoreInterval().createInterval(rows, right, 0.95);
    return new Interval(
        Math.max(0, interval.getLowerBound()), Math.min(1, interval.getUpperBound()));
  }
}
