package io.twinhead.evaluation;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The metrics of exclusive classes, decided by the largest probability. */
final class ClassMetrics extends Metrics {
  private final int classes;
  private final int[] labels;
  private final int[] predicted;
  private final double[] losses;
  private final double[] squaredErrors;
  private final double[] confidences;
  private final int[] right;
  private final List<Ranking> rankings;

  ClassMetrics(ClassPredictions predictions) {
    super(predictions);
    int n = predictions.size();
    classes = predictions.classes();
    labels = predictions.labels();
    predicted = predictions.predicted();
    losses = new double[n];
    squaredErrors = new double[n];
    confidences = new double[n];
    right = new int[n];
    for (int i = 0; i < n; i++) {
      losses[i] = 0 - predictions.logProbability(i, labels[i]); // 0 - 0 has no sign
      squaredErrors[i] = squaredError(predictions, i);
      confidences[i] = predictions.probability(i, predicted[i]);
      right[i] = predicted[i] == labels[i] ? 1 : 0;
    }
    rankings =
        IntStream.range(0, classes)
            .mapToObj(k -> new Ranking(predictions.oneAgainstRest(k)))
            .toList();
  }

  @Override
  Score weighted(Metric metric, double[] weights) {
    return switch (metric) {
      case LOG_LOSS -> mean(losses, weights);
      case ROC_AUC -> ranked(Ranking.Tally::rocAuc, weights);
      case AVERAGE_PRECISION -> ranked(Ranking.Tally::averagePrecision, weights);
      case BRIER -> mean(squaredErrors, weights);
      case ECE -> Score.of(Reliability.of(confidences, right, weights).ece());
      case ACCURACY, MICRO_F1 -> table(weights).accuracy();
      case BALANCED_ACCURACY -> table(weights).balancedAccuracy();
      case MACRO_PRECISION -> decided(ConfusionMatrix::precision, weights);
      case MACRO_RECALL -> decided(ConfusionMatrix::recall, weights);
      case MACRO_F1 -> decided(ConfusionMatrix::f1, weights);
      case MCC -> table(weights).mcc();
      default -> throw noSuch(metric);
    };
  }

  private Score ranked(Function<Ranking.Tally, Score> metric, double[] weights) {
    return Macro.ofDefined(
        rankings.stream().map(ranking -> metric.apply(ranking.tally(weights))), Ranking.ONE_CLASS);
  }

  private Score decided(Function<ConfusionMatrix, Score> metric, double[] weights) {
    ConfusionTable table = table(weights);
    return Macro.ofDecisions(
        IntStream.range(0, classes).mapToObj(table::oneAgainstRest).toList(), metric);
  }

  private ConfusionTable table(double[] weights) {
    return ConfusionTable.of(predicted, labels, weights, classes);
  }

  private static double squaredError(ClassPredictions predictions, int row) {
    double sum = 0;
    for (int k = 0; k < predictions.classes(); k++) {
      double logP = predictions.logProbability(row, k);
      // -expm1 is 1 - p where p would round to 1.
      sum += Math.pow(k == predictions.labels()[row] ? Math.expm1(logP) : Math.exp(logP), 2);
    }
    return sum;
  }
}
