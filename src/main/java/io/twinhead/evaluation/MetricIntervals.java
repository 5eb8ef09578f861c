package io.twinhead.evaluation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/**
 * 95 % intervals of metrics on one fixed test set, each around the metric's value: by {@link
 * ClusterBootstrap#centred95}, and of the accuracy of independent rows of equal weight by Wilson's
 * score, which says something of no mistakes too.
 */
public final class MetricIntervals {
  private static final int MOST_RESAMPLES = 1000;
  private static final int FEWEST_RESAMPLES = 100;

  /**
   * Visits of a row, for each of its classes, by a metric that take about as long as people like to
   * wait.
   */
  private static final int VISITS = 10_000_000;

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
   * Returns the interval of each metric that these predictions define, or the reason why it has
   * none. A metric that is the same on every resample has none, for that says how few rows there
   * are and not how sure it is.
   *
   * @param clusters a code for each row, the same for rows that are not independent
   * @param seed of the resamples
   */
  public static Map<Metric, MetricInterval> of(
      Predictions predictions, Threshold threshold, int[] clusters, long seed) {
    return new MetricIntervals(predictions, threshold, clusters, seed).all();
  }

  /** The number of resamples for so many rows, and classes or labels. */
  public static int resamples(Predictions predictions) {
    long visits = Math.max(1, (long) predictions.size() * width(predictions));
    return (int) Math.max(FEWEST_RESAMPLES, Math.min(MOST_RESAMPLES, VISITS / visits));
  }

  /** What is ranked, and tallied, in one go. */
  private static int width(Predictions predictions) {
    if (predictions instanceof ClassPredictions several) {
      return several.classes();
    }
    return predictions instanceof LabelPredictions overlapping ? overlapping.labels() : 1;
  }

  private Map<Metric, MetricInterval> all() {
    Metrics metrics = Metrics.prepare(predictions, threshold);
    ClusterBootstrap bootstrap =
        new ClusterBootstrap(predictions.weights(), clusters, resamples(predictions), seed);
    boolean independent = bootstrap.clusters() == predictions.size() && equalWeights();
    Map<Metric, MetricInterval> intervals = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.forPredictions(predictions)) {
      Score score = metrics.score(metric, predictions.weights());
      if (score.defined()) {
        intervals.put(
            metric,
            metric == Metric.ACCURACY && independent
                ? MetricInterval.of(wilson(score))
                : drawn(metric, bootstrap.centred95(metrics.statistic(metric))));
      }
    }
    return intervals;
  }

  private MetricInterval drawn(Metric metric, Optional<Bootstrapped<Interval>> found) {
    if (found.isEmpty()) {
      return MetricInterval.none("undefined on more than half of the resamples");
    }
    Interval interval = found.get().result();
    return interval.low() < interval.high()
        ? MetricInterval.of(metric.withinRange(interval, predictions.kind()))
        : MetricInterval.none("the same on all resamples");
  }

  private boolean equalWeights() {
    return Arrays.stream(predictions.weights()).allMatch(w -> w == 1);
  }

  private Interval wilson(Score accuracy) {
    int rows = predictions.size();
    int right = (int) Math.round(rows * Objects.requireNonNull(accuracy.value()));
    ConfidenceInterval interval = new WilsonScoreInterval().createInterval(rows, right, 0.95);
    return new Interval(
        Math.max(0, interval.getLowerBound()), Math.min(1, interval.getUpperBound()));
  }
}
