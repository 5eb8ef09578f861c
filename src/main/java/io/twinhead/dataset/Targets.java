package io.twinhead.dataset;

/** What a network should say about some examples. The kind decides which metrics there are. */
public sealed interface Targets permits ClassTargets, LabelTargets, TaughtTargets {
  /** The number of examples. */
  int size();

  /** The number of target values per example, as an output head takes them. */
  int width();

  /**
   * How many losses an example's loss adds up: one for each label that may hold. Metrics take their
   * mean.
   */
  int lossTerms();

  /**
   * Writes one example's target values, {@link #width()} probabilities.
   *
   * @param row of the example, from 0 to {@code size() - 1}
   * @param offset in {@code target} of the first value
   */
  void copyTo(int row, float[] target, int offset);
}
