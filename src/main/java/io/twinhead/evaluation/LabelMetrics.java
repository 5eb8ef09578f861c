package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The metrics of overlapping labels, each decided by itself. */
final class LabelMetrics extends Metrics {
  private static final int BINS = Reliability.BINS;

  private final int labels;

  /** Of each row and label, 2 if predicted, and 1 if carried. */
  private final byte[] outcomes;

  private final double[] losses;
  private final double[] squaredErrors;
  private final double[] wrong;
  private final double[] allRight;

  /** Of each row and bin, the probabilities less the targets of the row's labels in that bin. */
  private final double[] gaps;

  private final double[] rankingPrecisions;
  private final List<Ranking> rankings;

  LabelMetrics(LabelPredictions predictions, Threshold threshold) {
    super(predictions);
    int rows = predictions.size();
    labels = predictions.labels();
    outcomes = new byte[rows * labels];
    losses = new double[rows];
    squaredErrors = new double[rows];
    wrong = new double[rows];
    allRight = new double[rows];
    gaps = new double[rows * BINS];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < labels; k++) {
        add(predictions, threshold, i, k);
      }
      allRight[i] = wrong[i] == 0 ? 1 : 0;
    }
    rankingPrecisions = LabelRanking.precisions(predictions);
    rankings = IntStream.range(0, labels).mapToObj(k -> new Ranking(predictions.label(k))).toList();
  }

  private void add(LabelPredictions predictions, Threshold threshold, int row, int label) {
    double s = predictions.logits()[row * labels + label];
    boolean carried = predictions.carries(row, label);
    double against = carried ? -s : s;
    double p = Logistic.sigmoid(s);
    boolean predicted = threshold.accepts(p);
    outcomes[row * labels + label] = (byte) ((predicted ? 2 : 0) + (carried ? 1 : 0));
    losses[row] += Logistic.softplus(against) / labels;
    squaredErrors[row] += Math.pow(Logistic.sigmoid(against), 2) / labels;
    wrong[row] += predicted == carried ? 0 : 1.0 / labels;
    gaps[row * BINS + Reliability.binOf(p)] += p - (carried ? 1 : 0);
  }

  @Override
  Score weighted(Metric metric, double[] weights) {
    return switch (metric) {
      case LOG_LOSS -> mean(losses, weights);
      case ROC_AUC ->
          ranked(Ranking.Tally::rocAuc, weights, "every label is on all rows or on none");
      case AVERAGE_PRECISION ->
          ranked(Ranking.Tally::averagePrecision, weights, "no row has a label");
      case BRIER -> mean(squaredErrors, weights);
      case ECE -> calibrationError(weights);
      case LABEL_RANKING_AVERAGE_PRECISION -> mean(rankingPrecisions, weights);
      case SUBSET_ACCURACY -> mean(allRight, weights);
      case HAMMING_LOSS -> mean(wrong, weights);
      case MACRO_F1 -> Macro.ofDecisions(confusions(weights), ConfusionMatrix::f1);
      case MICRO_F1 -> Macro.ofDecisions(List.of(together(weights)), ConfusionMatrix::f1);
      default -> throw noSuch(metric);
    };
  }

  private Score ranked(Function<Ranking.Tally, Score> metric, double[] weights, String whyNone) {
    return Macro.ofDefined(
        rankings.stream().map(ranking -> metric.apply(ranking.tally(weights))), whyNone);
  }

  /**
   * As {@link Reliability#ece} on the rows' labels: a bin's weight times the distance of its means
   * is the weighted sum of its gaps.
   */
  private Score calibrationError(double[] weights) {
    double[] sums = new double[BINS];
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      for (int k = 0; k < BINS; k++) {
        sums[k] += weights[i] * gaps[i * BINS + k];
      }
      total += weights[i];
    }
    return Score.of(Arrays.stream(sums).map(Math::abs).sum() / total / labels);
  }

  /** A matrix for each label. */
  private List<ConfusionMatrix> confusions(double[] weights) {
    double[][] sums = new double[labels][4];
    for (int i = 0; i < weights.length; i++) {
      for (int k = 0; k < labels; k++) {
        sums[k][outcomes[i * labels + k]] += weights[i];
      }
    }
    return Arrays.stream(sums).map(s -> new ConfusionMatrix(s[3], s[2], s[1], s[0])).toList();
  }

  /** One matrix for all labels. */
  private ConfusionMatrix together(double[] weights) {
    return confusions(weights).stream()
        .reduce(
            (a, b) ->
                new ConfusionMatrix(
                    a.tp() + b.tp(), a.fp() + b.fp(), a.fn() + b.fn(), a.tn() + b.tn()))
        .orElseThrow();
  }
}
