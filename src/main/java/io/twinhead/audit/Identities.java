package io.twinhead.audit;

import java.util.List;
import java.util.stream.Stream;

/**
 * The mathematical statements about one sigmoid unit and two softmax units on which everything else
 * rests, each tried on thousands of logits against a computation that shares nothing with the
 * heads' own: a definition, an inverse function, differences, or digits from 50-digit arithmetic.
 */
public final class Identities {
  private Identities() {}

  /** Checks all statements on random and extreme logits. */
  public static List<Check> check(long seed) {
    return check(new Functions() {}, Points.random(seed));
  }

  static List<Check> check(Functions functions, Points points) {
    return Stream.of(
            LossIdentities.check(functions, points),
            GradientIdentities.check(functions, points),
            ThresholdIdentities.check(functions, points),
            LogisticIdentities.check(functions, points),
            LinkIdentities.check(functions, points),
            SoftmaxIdentities.check(functions, points),
            LabelIdentities.check(functions, points),
            EntropyIdentities.check(functions),
            AntisymmetryIdentities.check(functions, points))
        .flatMap(List::stream)
        .toList();
  }
}
