package io.twinhead.training;

import io.twinhead.head.OutputHead;
import org.jspecify.annotations.Nullable;

/**
 * How far two softmax logits are from being each other's negatives: the mean of |z0 + z1| as a
 * share of that of |z1 - z0|. 0 if they are, as in a sigmoid of 2 z1; probabilities do not depend
 * on it.
 */
public final class Antisymmetry {
  private Antisymmetry() {}

  /**
   * Measures it.
   *
   * @param logits row-major [rows, head.outputs()]
   * @return null if the head does not consist of two softmax units, or all logits are equal
   */
  public static @Nullable Double of(OutputHead head, double[] logits) {
    if (head.outputs() != 2 || head.base().targets() != 1) {
      return null;
    }
    double sums = 0;
    double differences = 0;
    for (int i = 0; i < logits.length; i += 2) {
      sums += Math.abs(logits[i] + logits[i + 1]);
      differences += Math.abs(logits[i + 1] - logits[i]);
    }
    return differences == 0 ? null : sums / differences;
  }
}
