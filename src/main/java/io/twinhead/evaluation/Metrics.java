package io.twinhead.evaluation;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Every {@link Metric} of one model on one set of rows.
 *
 * <p>{@link #of} is the whole story for one evaluation. Resampling evaluates the same rows under
 * many weights: {@link #prepare} sorts and exponentiates once, after which a metric costs a pass
 * over the rows. The definitions and the values are scikit-learn's, but for two: log loss is never
 * clipped, and what scikit-learn sets to 0 where it is undefined is undefined here; {@link Metric}
 * says how macro means treat undefined parts.
 */
public abstract sealed class Metrics permits BinaryMetrics, ClassMetrics, LabelMetrics {
  private final Metric.Kind kind;
  private final int rows;

  Metrics(Predictions predictions) {
    this.kind = predictions.kind();
    this.rows = predictions.size();
  }

  /**
   * Returns every metric of these predictions in the order of display.
   *
   * @param threshold of decisions between two classes and for each label; exclusive classes are
   *     decided by the largest probability
   */
  public static Map<Metric, Score> of(Predictions predictions, Threshold threshold) {
    Metrics metrics = prepare(predictions, threshold);
    Map<Metric, Score> scores = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.forPredictions(predictions)) {
      scores.put(metric, metrics.score(metric, predictions.weights()));
    }
    return Collections.unmodifiableMap(scores);
  }

  /** Prepares rows for repeated evaluation under other weights than their own. */
  public static Metrics prepare(Predictions predictions, Threshold threshold) {
    if (predictions instanceof BinaryPredictions binary) {
      return new BinaryMetrics(binary, threshold);
    }
    return predictions instanceof ClassPredictions classes
        ? new ClassMetrics(classes)
        : new LabelMetrics((LabelPredictions) predictions, threshold);
  }

  /** Returns the metric as a function of the rows' weights. */
  public RowStatistic statistic(Metric metric) {
    return weights -> score(metric, weights);
  }

  /**
   * Computes one metric under {@code weights}.
   *
   * @param weights one per row, finite and not negative
   * @throws IllegalArgumentException if the predictions' kind has no such metric
   */
  public final Score score(Metric metric, double[] weights) {
    if (!metric.appliesTo(kind)) {
      throw noSuch(metric);
    }
    if (weights.length != rows) {
      throw new IllegalArgumentException(
          weights.length + " weights for " + rows + " rows: there must be one per row");
    }
    if (weights.length == 0) {
      return Score.undefined("there are no rows");
    }
    if (Arrays.stream(weights).noneMatch(w -> w > 0)) {
      return Score.undefined("the rows have no weight");
    }
    return weighted(metric, weights);
  }

  /** Computes a metric of this kind under weights that are not all 0. */
  abstract Score weighted(Metric metric, double[] weights);

  final IllegalArgumentException noSuch(Metric metric) {
    return new IllegalArgumentException("no metric " + metric.key() + " for " + kind.title());
  }

  static Score mean(double[] values, double[] weights) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < values.length; i++) {
      if (weights[i] > 0) { // 0 times an infinite loss is nothing, not NaN
        sum += weights[i] * values[i];
        total += weights[i];
      }
    }
    double mean = sum / total;
    return Double.isInfinite(mean)
        ? Score.undefined("infinite: a row's own class was given probability 0")
        : Score.of(mean);
  }
}
