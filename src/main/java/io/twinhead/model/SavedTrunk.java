package io.twinhead.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rebuilds a network around its saved numbers: {@code trunk.yaml} in a model file.
 *
 * @param input shape of one example, {@code [features]} or {@code [height, width, channels]}
 * @param seed of the weights that it was initialised with
 * @param iterations updates that led to the saved numbers, those of a run that this one went on
 *     from with its updater's state among them
 * @param epochs passes over the training part that did, counted in the same way
 * @param model the layers below the head, and the updater
 * @param tuning of the output layer; none when absent
 */
public record SavedTrunk(
    List<Integer> input,
    long seed,
    int iterations,
    int epochs,
    ModelSpec model,
    @Nullable HeadTuning tuning) {
  private static final int IMAGE = 3;

  @SuppressWarnings("ConstantConditions") // a file may leave keys out
  public SavedTrunk {
    if (input == null || model == null) {
      throw new IllegalArgumentException((input == null ? "input" : "model") + " is missing");
    }
    Checks.requireCount("iterations", iterations);
    Checks.requireCount("epochs", epochs);
    input = List.copyOf(input);
    tuning = HeadTuning.NONE.equals(tuning) ? null : tuning;
    if (input.size() != 1 && input.size() != IMAGE) {
      throw new IllegalArgumentException(
          "input = " + input + ": must be one number, or height, width and channels");
    }
    double values = 1;
    for (int extent : input) {
      Checks.requirePositive("input", extent);
      values *= extent;
    }
    if (values > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("input = " + input + ": is more than memory can hold");
    }
  }

  /** The shape of one example. */
  public int[] shape() {
    return input.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Factors on the training settings of the output layer. */
  public HeadTuning headTuning() {
    return tuning == null ? HeadTuning.NONE : tuning;
  }

  /** The same for another head, whose training would follow this one's. */
  public SavedTrunk tuned(HeadTuning other) {
    return new SavedTrunk(input, seed, iterations, epochs, model, other);
  }
}
