package io.twinhead.dataset;

/**
 * One part of a split, ready for training.
 *
 * @param weights of each example, not normalised
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to loops over primitives; not compared
public record Examples(Features features, Targets targets, float[] weights) {
  public Examples {
    if (targets.size() != features.size() || weights.length != features.size()) {
      throw new IllegalArgumentException(
          "%d examples, but %d targets and %d weights"
              .formatted(features.size(), targets.size(), weights.length));
    }
  }

  /**
   * Examples of two classes.
   *
   * @param labels 1 for the positive class, 0 for the other
   */
  public Examples(Features features, int[] labels, float[] weights) {
    this(features, new ClassTargets(2, labels), weights);
  }

  /** The number of examples. */
  public int size() {
    return weights.length;
  }

  /** The same examples with other weights. */
  public Examples weighing(float[] others) {
    return new Examples(features, targets, others);
  }

  /** The same examples with other targets. */
  public Examples aimingAt(Targets others) {
    return new Examples(features, others, weights);
  }
}
