package io.twinhead.evaluation;

/** What a classifier says about labelled rows, and how much each row counts. */
public sealed interface Predictions permits BinaryPredictions, ClassPredictions, LabelPredictions {
  /** Which question the rows answer, and with it which metrics there are. */
  Metric.Kind kind();

  /** The number of rows. */
  int size();

  /** The weight of each row, finite and not negative; nobody may change the array. */
  double[] weights();
}
