package io.twinhead.engine;

import io.twinhead.head.OutputHead;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.activations.Activation;

/** Batches of random numbers. */
final class TestBatches {
  private TestBatches() {}

  /** Features in [-1, 1), hard labels, and weights in [0.5, 2). */
  static Batch random(int[] shape, OutputHead head, int rows, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] features = new float[rows * Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble(-1, 1);
    }
    float[] weights = new float[rows];
    for (int i = 0; i < rows; i++) {
      weights[i] = (float) random.nextDouble(0.5, 2);
    }
    return new Batch(features, targets(head, rows, random), weights);
  }

  private static float[] targets(OutputHead head, int rows, SplittableRandom random) {
    int width = head.targets();
    float[] targets = new float[rows * width];
    boolean oneOfThem = width > 1 && head.activation() == Activation.SOFTMAX;
    for (int i = 0; i < rows; i++) {
      int chosen = random.nextInt(width);
      for (int k = 0; k < width; k++) {
        targets[i * width + k] = oneOfThem ? (k == chosen ? 1 : 0) : random.nextInt(2);
      }
    }
    return targets;
  }

  /** Rows of a batch, in the order given. */
  static Batch rows(Batch batch, int... rows) {
    int width = batch.features().length / batch.size();
    int targets = batch.targets().length / batch.size();
    Batch chosen =
        new Batch(
            new float[rows.length * width],
            new float[rows.length * targets],
            new float[rows.length]);
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(batch.features(), rows[i] * width, chosen.features(), i * width, width);
      System.arraycopy(batch.targets(), rows[i] * targets, chosen.targets(), i * targets, targets);
      chosen.weights()[i] = batch.weights()[rows[i]];
    }
    return chosen;
  }
}
