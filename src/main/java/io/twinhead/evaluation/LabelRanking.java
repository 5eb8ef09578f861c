package io.twinhead.evaluation;

/** How far up a row's own labels stand among all labels, by log-odds. */
final class LabelRanking {
  private LabelRanking() {}

  /**
   * Returns, for each row, the mean over its own labels of the share of its own among those ranked
   * no lower; 1 for a row without labels, as in scikit-learn's {@code
   * label_ranking_average_precision_score}.
   */
  static double[] precisions(LabelPredictions predictions) {
    double[] precisions = new double[predictions.size()];
    for (int i = 0; i < precisions.length; i++) {
      precisions[i] = precision(predictions, i);
    }
    return precisions;
  }

  private static double precision(LabelPredictions predictions, int row) {
    double sum = 0;
    int own = 0;
    for (int k = 0; k < predictions.labels(); k++) {
      if (predictions.carries(row, k)) {
        sum += precisionDownTo(k, predictions, row);
        own++;
      }
    }
    return own == 0 ? 1 : sum / own;
  }

  private static double precisionDownTo(int label, LabelPredictions predictions, int row) {
    int from = row * predictions.labels();
    double lowest = predictions.logits()[from + label];
    int ranked = 0;
    int own = 0;
    for (int j = from; j < from + predictions.labels(); j++) {
      if (predictions.logits()[j] >= lowest) {
        ranked++;
        own += predictions.targets()[j];
      }
    }
    return (double) own / ranked;
  }
}
