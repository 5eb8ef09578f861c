package io.twinhead.engine;

import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelSpec;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param input shape of one example, {@code [features]} or {@code [height, width, channels]}
 * @param batchSize examples per step, at least 1
 * @param steps timed training steps per engine, at least 1, and as many inferences; null for what
 *     takes about five seconds, at least ten
 * @param engines one or more; the first is the one that memory and arithmetic are about
 * @param explain whether the first engine's operations are timed too
 */
public record BenchPlan(
    ModelSpec model,
    List<Integer> input,
    int batchSize,
    OutputHead head,
    @Nullable Integer steps,
    List<EngineOptions> engines,
    boolean explain) {

  private static final long DATA_SEED = 1;

  public BenchPlan {
    input = List.copyOf(input);
    engines = List.copyOf(engines);
    requirePositive("batch-size", batchSize);
    if (steps != null) {
      requirePositive("steps", steps);
    }
    input.forEach(side -> requirePositive("size of an example", side));
    requireFitsIntoAnArray(input, batchSize);
    if (engines.isEmpty()) {
      throw new IllegalArgumentException("no engine to measure");
    }
  }

  /** The shape of one example. */
  public int[] shape() {
    return input.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Random features from 0 to 1, and targets that no weights reach exactly: a batch learnt by heart
   * would leave gradients so small that the processor's arithmetic slows down.
   */
  public Batch batch() {
    SplittableRandom random = new SplittableRandom(DATA_SEED);
    float[] features = new float[batchSize * Arrays.stream(shape()).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble();
    }
    float[] targets = new float[batchSize];
    float[] ones = new float[batchSize];
    for (int i = 0; i < batchSize; i++) {
      targets[i] = i % 2 == 0 ? 0.25f : 0.75f;
      ones[i] = 1;
    }
    return new Batch(features, targets, ones);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " = " + value + ": must be at least 1");
    }
  }

  private static void requireFitsIntoAnArray(List<Integer> input, int batchSize) {
    double values =
        input.stream().mapToDouble(Integer::doubleValue).reduce(batchSize, (a, b) -> a * b);
    if (values > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a batch of %d examples of %s has more than %d values: use smaller ones"
              .formatted(batchSize, input, Integer.MAX_VALUE));
    }
  }
}
