package io.twinhead.report;

import io.twinhead.comparison.LockstepResult;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pairs of networks that take steps together, in words. */
final class Lockstepping {
  private Lockstepping() {}

  /** What the proof says. */
  static String sentence(@Nullable LockstepResult proof) {
    if (proof == null) {
      throw new IllegalArgumentException("no networks took steps together");
    }
    String how =
        "over %s steps in %s precision (%s) their probabilities differ by at most %s"
            .formatted(
                Numbers.count(proof.steps()),
                proof.precision(),
                proof.updater(),
                size(proof.maxAbsProbabilityDifference()));
    return Boolean.TRUE.equals(proof.holds())
        ? "Matched, the two heads are one training: "
            + how
            + ", within the %s that rounding is allowed.".formatted(size(proof.tolerance()))
        : "Matched, the two heads part: "
            + how
            + ", more than the %s that rounding is allowed.".formatted(size(proof.tolerance()));
  }

  /** What a pair shows. */
  static String meaning(String name) {
    return switch (name) {
      case "matched" ->
          "One sigmoid unit with weights w, and two softmax units that start at (-w/2, w/2) with half"
              + " the learning rate in their layer, twice its weight penalty, and a limit on its"
              + " gradient's norm, if there is one, that is larger by the square root of 2.";
      case "explained" ->
          "Two softmax units with the settings of all layers, and one sigmoid unit that starts at w1"
              + " - w0 with twice the learning rate in its layer: the naive softmax head is a sigmoid"
              + " head that learns twice as fast.";
      case "naive" ->
          "The same settings for both, from the same function at the start, as people do it: how far"
              + " they drift.";
      case "counterexample" ->
          "Matched but for the weight penalty (L2) and the limit on the gradient's norm, if there is one,"
              + " which are the same for both: not the same training.";
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Two digits, over many orders of magnitude. */
  static String size(@Nullable Double value) {
    if (value == null) {
      return Numbers.UNDEFINED;
    }
    double magnitude = Math.abs(value);
    boolean plain = value == 0 || (magnitude >= 0.001 && magnitude < 1000);
    return plain
        ? Numbers.trimmed(value)
        : String.format(Locale.ROOT, "%.1e", value).replace(".0e", "e").replace("e-0", "e-");
  }
}
