package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The metrics of overlapping labels, each decided by itself. */
final class LabelMetrics extends Metrics {
  private final int labels;
  private final double[] probabilities;
  private final int[] targets;
  private final boolean[] accepted;
  private final double[] losses;
  private final double[] squaredErrors;
  private final double[] wrong;
  private final double[] allRight;
  private final double[] rankingPrecisions;
  private final List<Ranking> rankings;

  LabelMetrics(LabelPredictions predictions, Threshold threshold) {
    super(predictions);
    int rows = predictions.size();
    labels = predictions.labels();
    probabilities = new double[rows * labels];
    targets = new int[rows * labels];
    accepted = new boolean[rows * labels];
    losses = new double[rows];
    squaredErrors = new double[rows];
    wrong = new double[rows];
    allRight = new double[rows];
    rankingPrecisions = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = i * labels; j < (i + 1) * labels; j++) {
        double s = predictions.logits()[j];
        targets[j] = predictions.targets()[j];
        double against = targets[j] == 1 ? -s : s;
        probabilities[j] = Logistic.sigmoid(s);
        accepted[j] = threshold.accepts(probabilities[j]);
        losses[i] += Logistic.softplus(against) / labels;
        squaredErrors[i] += Math.pow(Logistic.sigmoid(against), 2) / labels;
        wrong[i] += accepted[j] == (targets[j] == 1) ? 0 : 1;
      }
      allRight[i] = wrong[i] == 0 ? 1 : 0;
      wrong[i] /= labels;
      rankingPrecisions[i] = rankingPrecision(predictions, i);
    }
    rankings = IntStream.range(0, labels).mapToObj(k -> new Ranking(predictions.label(k))).toList();
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
      case ECE -> Score.of(Reliability.of(probabilities, targets, perLabel(weights)).ece());
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

  /** A matrix for each label. */
  private List<ConfusionMatrix> confusions(double[] weights) {
    double[][] sums = new double[labels][4];
    for (int j = 0; j < targets.length; j++) {
      sums[j % labels][(accepted[j] ? 2 : 0) + targets[j]] += weights[j / labels];
    }
    return Arrays.stream(sums).map(s -> new ConfusionMatrix(s[3], s[2], s[1], s[0])).toList();
  }

  /** One matrix for all labels. */
  private ConfusionMatrix together(double[] weights) {
    return ConfusionMatrix.of(accepted, targets, perLabel(weights));
  }

  /** Each row's weight for each of its labels. */
  private double[] perLabel(double[] weights) {
    double[] repeated = new double[targets.length];
    Arrays.setAll(repeated, j -> weights[j / labels]);
    return repeated;
  }

  /** The mean over a row's labels of the share of its own among those ranked no lower. */
  private static double rankingPrecision(LabelPredictions predictions, int row) {
    double sum = 0;
    int carried = 0;
    for (int k = 0; k < predictions.labels(); k++) {
      if (predictions.carries(row, k)) {
        sum += precisionDownTo(k, predictions, row);
        carried++;
      }
    }
    return carried == 0 ? 1 : sum / carried;
  }

  private static double precisionDownTo(int label, LabelPredictions predictions, int row) {
    int from = row * predictions.labels();
    double least = predictions.logits()[from + label];
    int ranked = 0;
    int carried = 0;
    for (int j = from; j < from + predictions.labels(); j++) {
      if (predictions.logits()[j] >= least) {
        ranked++;
        carried += predictions.targets()[j];
      }
    }
    return (double) carried / ranked;
  }
}
