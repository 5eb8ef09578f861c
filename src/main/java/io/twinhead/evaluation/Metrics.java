package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
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
 * clipped, and what scikit-learn sets to 0 where it is undefined is undefined here.
 */
public final class Metrics {
  private final int[] labels;
  private final double[] probabilities;
  private final double[] losses;
  private final double[] squaredErrors;
  private final boolean[] accepted;
  private final Ranking ranking;

  private Metrics(BinaryPredictions predictions, Threshold threshold) {
    int n = predictions.size();
    labels = predictions.labels();
    probabilities = new double[n];
    losses = new double[n];
    squaredErrors = new double[n];
    accepted = new boolean[n];
    ranking = new Ranking(predictions);
    for (int i = 0; i < n; i++) {
      double s = predictions.logits()[i];
      double wrong = labels[i] == 1 ? -s : s;
      probabilities[i] = Logistic.sigmoid(s);
      losses[i] = Logistic.softplus(wrong);
      squaredErrors[i] = Math.pow(Logistic.sigmoid(wrong), 2);
      accepted[i] = threshold.accepts(probabilities[i]);
    }
  }

  /** Returns every metric in the order of the enum; those of decisions at {@code threshold}. */
  public static Map<Metric, Score> of(BinaryPredictions predictions, Threshold threshold) {
    Metrics metrics = prepare(predictions, threshold);
    Map<Metric, Score> scores = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      scores.put(metric, metrics.score(metric, predictions.weights()));
    }
    return Collections.unmodifiableMap(scores);
  }

  /** Prepares rows for repeated evaluation under other weights than their own. */
  public static Metrics prepare(BinaryPredictions predictions, Threshold threshold) {
    return new Metrics(predictions, threshold);
  }

  /** Returns the metric as a function of the rows' weights. */
  public RowStatistic statistic(Metric metric) {
    return weights -> score(metric, weights);
  }

  /**
   * Computes one metric under {@code weights}.
   *
   * @param weights one per row, finite and not negative
   */
  public Score score(Metric metric, double[] weights) {
    if (weights.length != labels.length) {
      throw new IllegalArgumentException(
          weights.length + " weights for " + labels.length + " rows: there must be one per row");
    }
    if (weights.length == 0) {
      return Score.undefined("there are no rows");
    }
    if (Arrays.stream(weights).noneMatch(w -> w > 0)) {
      return Score.undefined("the rows have no weight");
    }
    return switch (metric) {
      case LOG_LOSS -> mean(losses, weights);
      case ROC_AUC -> ranking.tally(weights).rocAuc();
      case AVERAGE_PRECISION -> ranking.tally(weights).averagePrecision();
      case BRIER -> mean(squaredErrors, weights);
      case ECE -> Score.of(Reliability.of(probabilities, labels, weights).ece());
      case ACCURACY -> confusion(weights).accuracy();
      case BALANCED_ACCURACY -> confusion(weights).balancedAccuracy();
      case PRECISION -> confusion(weights).precision();
      case RECALL -> confusion(weights).recall();
      case F1 -> confusion(weights).f1();
      case MCC -> confusion(weights).mcc();
    };
  }

  ConfusionMatrix confusion(double[] weights) {
    return ConfusionMatrix.of(accepted, labels, weights);
  }

  private static Score mean(double[] values, double[] weights) {
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
