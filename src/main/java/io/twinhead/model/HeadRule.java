package io.twinhead.model;

import io.twinhead.model.HeadConversion.Convention;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * What becomes of a number that belongs to a parameter of the output layer.
 *
 * @param first of the pair, from the unit's number
 * @param second of the pair, from the unit's number
 * @param merged the unit's number, from those of the pair
 */
record HeadRule(
    DoubleUnaryOperator first, DoubleUnaryOperator second, DoubleBinaryOperator merged) {
  /** Squares of gradients, and what adds them up: the same for all three. */
  static final HeadRule SQUARES = new HeadRule(v -> v, v -> v, (v0, v1) -> (v0 + v1) / 2);

  static HeadRule parameters(Convention convention) {
    return switch (convention) {
      case ZERO -> new HeadRule(w -> 0, w -> w, (w0, w1) -> w1 - w0);
      case ANTISYMMETRIC -> new HeadRule(w -> -w / 2, w -> w / 2, (w0, w1) -> w1 - w0);
    };
  }

  /**
   * Gradients, and what adds them up: g for the unit, -g and g for the pair. Merging takes the mean
   * of the two, since linear updaters make the same of it, penalties included.
   *
   * @param factor by which the numbers of the target are larger
   */
  static HeadRule gradients(double factor) {
    return new HeadRule(g -> -factor * g, g -> factor * g, (g0, g1) -> factor * (g1 - g0) / 2);
  }
}
