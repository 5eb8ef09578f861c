package io.twinhead.engine;

/**
 * Examples for one step.
 *
 * @param features row-major, {@code targets.length} examples of equal size
 * @param targets probability of the positive class per example; 0 or 1 for hard labels
 * @param weights sample weight per example, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // tensors for native code; never compared
public record Batch(float[] features, float[] targets, float[] weights) {
  public Batch {
    if (targets.length == 0
        || weights.length != targets.length
        || features.length % targets.length != 0) {
      throw new IllegalArgumentException(
          "batch of %d feature values, %d targets and %d weights: the sizes do not fit together"
              .formatted(features.length, targets.length, weights.length));
    }
  }

  public int size() {
    return targets.length;
  }
}
