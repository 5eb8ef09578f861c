package io.twinhead.evaluation;

/** What a classifier says about labelled rows, and how much each row counts. */
public sealed interface Predictions permits BinaryPredictions, ClassPredictions, LabelPredictions {
  /** Which question the rows answer, and with it which metrics there are. */
  Metric.Kind kind();

  /** The number of rows. */
  int size();

  /** The weight of each row, finite and not negative; nobody may change the array. */
  double[] weights();

  /**
   * The number of rows with a probability where the slope p (1 - p) of the logistic function is
   * below 0.001, less than a 250th of what it is at one half: the row's units are saturated.
   */
  int saturated();

  /** Whether the logistic function is flat at this probability. */
  static boolean isFlat(double probability) {
    return probability * (1 - probability) < 1e-3;
  }
}
