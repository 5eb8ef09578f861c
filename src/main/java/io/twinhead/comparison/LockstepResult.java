package io.twinhead.comparison;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What came of two networks that took the same steps. Largest values are those of all records.
 *
 * @param name of the kind, in lower case
 * @param precision {@code double} or {@code float}
 * @param updater by its name in model files
 * @param tolerance for the difference of probabilities; null if they are not expected to be equal
 * @param holds whether the difference is within the tolerance; null without one
 * @param epochs a record after each pass over the examples, and at the end
 */
public record LockstepResult(
    String name,
    int steps,
    String precision,
    String updater,
    double maxAbsProbabilityDifference,
    double maxAbsLossDifference,
    double maxAbsAntisymmetry,
    double maxAbsTrunkDistance,
    @Nullable Double tolerance,
    @Nullable Boolean holds,
    List<LockstepEpoch> epochs) {
  public LockstepResult {
    epochs = List.copyOf(epochs);
  }

  /** Judges records, of which there is at least one. */
  static LockstepResult of(
      String name,
      String precision,
      String updater,
      @Nullable Double tolerance,
      List<LockstepEpoch> epochs) {
    double difference = largest(epochs, LockstepEpoch::maxAbsProbabilityDifference);
    return new LockstepResult(
        name,
        epochs.get(epochs.size() - 1).steps(),
        precision,
        updater,
        difference,
        largest(epochs, LockstepEpoch::maxAbsLossDifference),
        largest(epochs, LockstepEpoch::maxAbsAntisymmetry),
        largest(epochs, LockstepEpoch::maxAbsTrunkDistance),
        tolerance,
        tolerance == null ? null : difference <= tolerance,
        epochs);
  }

  private static double largest(List<LockstepEpoch> epochs, ToDoubleFunction<LockstepEpoch> of) {
    return epochs.stream().mapToDouble(of).max().orElseThrow();
  }
}
