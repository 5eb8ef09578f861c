package io.twinhead.dataset;

/**
 * One part of a split, ready for training.
 *
 * @param labels class code of each example
 * @param weights of each example, not normalised
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to loops over primitives; not compared
public record Examples(Features features, int[] labels, float[] weights) {
  public Examples {
    if (labels.length != features.size() || weights.length != features.size()) {
      throw new IllegalArgumentException(
          "%d examples, but %d labels and %d weights"
              .formatted(features.size(), labels.length, weights.length));
    }
  }
}
