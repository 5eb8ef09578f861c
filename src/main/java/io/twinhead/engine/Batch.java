package io.twinhead.engine;

/**
 * Examples for one step. Whoever made the arrays may fill them again after the step.
 *
 * @param features row-major, {@code weights.length} examples of equal size
 * @param targets row-major, {@code weights.length} rows as wide as the head's {@code targets()}:
 *     for two classes the probability of the positive one, 0 or 1 for hard labels
 * @param weights sample weight per example, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // tensors for native code; never compared
public record Batch(float[] features, float[] targets, float[] weights) {
  public Batch {
    int rows = weights.length;
    if (rows == 0 || targets.length % rows != 0 || features.length % rows != 0) {
      throw new IllegalArgumentException(
          "batch of %d feature values, %d targets and %d weights: the sizes do not fit together"
              .formatted(features.length, targets.length, rows));
    }
  }

  public int size() {
    return weights.length;
  }
}
