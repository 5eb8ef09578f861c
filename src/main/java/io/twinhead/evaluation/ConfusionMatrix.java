package io.twinhead.evaluation;

/**
 * Weights of the rows by predicted and actual class, and the metrics that follow from the four.
 *
 * @param tp positive, predicted positive
 * @param fp negative, predicted positive
 * @param fn positive, predicted negative
 * @param tn negative, predicted negative
 */
public record ConfusionMatrix(double tp, double fp, double fn, double tn) {

  /** Counts the predictions' decisions at {@code threshold}. */
  public static ConfusionMatrix of(BinaryPredictions predictions, Threshold threshold) {
    boolean[] accepted = new boolean[predictions.size()];
    for (int i = 0; i < accepted.length; i++) {
      accepted[i] = threshold.accepts(predictions.probability(i));
    }
    return of(accepted, predictions.labels(), predictions.weights());
  }

  static ConfusionMatrix of(boolean[] accepted, int[] labels, double[] weights) {
    double[] sums = new double[4];
    for (int i = 0; i < weights.length; i++) {
      sums[(accepted[i] ? 2 : 0) + labels[i]] += weights[i];
    }
    return new ConfusionMatrix(sums[3], sums[2], sums[1], sums[0]);
  }

  public Score accuracy() {
    return ratio(tp + tn, tp + fp + fn + tn, "the rows have no weight");
  }

  public Score balancedAccuracy() {
    return oneClass()
        ? Score.undefined(Ranking.ONE_CLASS)
        : Score.of((tp / (tp + fn) + tn / (tn + fp)) / 2);
  }

  public Score precision() {
    return ratio(tp, tp + fp, "no row is predicted positive");
  }

  public Score recall() {
    return ratio(tp, tp + fn, Ranking.NO_POSITIVES);
  }

  public Score f1() {
    return ratio(2 * tp, 2 * tp + fp + fn, "no row is positive or predicted positive");
  }

  /** Returns the correlation of prediction and label: (TPR - FPR) sqrt(P N / (PP PN)). */
  public Score mcc() {
    if (oneClass()) {
      return Score.undefined(Ranking.ONE_CLASS);
    }
    if (tp + fp == 0 || fn + tn == 0) {
      return Score.undefined("all rows are predicted alike");
    }
    double positive = tp + fn;
    double negative = fp + tn;
    return Score.of(
        (tp / positive - fp / negative)
            * Math.sqrt(positive / (tp + fp))
            * Math.sqrt(negative / (fn + tn)));
  }

  private boolean oneClass() {
    return tp + fn == 0 || fp + tn == 0;
  }

  private static Score ratio(double part, double whole, String whyNone) {
    return whole == 0 ? Score.undefined(whyNone) : Score.of(part / whole);
  }
}
