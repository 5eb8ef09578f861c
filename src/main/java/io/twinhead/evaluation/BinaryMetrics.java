package io.twinhead.evaluation;

import io.twinhead.head.Logistic;

/** The metrics of two classes, one of them positive. */
final class BinaryMetrics extends Metrics {
  private final int[] labels;
  private final double[] probabilities;
  private final double[] losses;
  private final double[] squaredErrors;
  private final boolean[] accepted;
  private final Ranking ranking;

  BinaryMetrics(BinaryPredictions predictions, Threshold threshold) {
    super(predictions);
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

  @Override
  Score weighted(Metric metric, double[] weights) {
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
      default -> throw noSuch(metric);
    };
  }

  ConfusionMatrix confusion(double[] weights) {
    return ConfusionMatrix.of(accepted, labels, weights);
  }
}
