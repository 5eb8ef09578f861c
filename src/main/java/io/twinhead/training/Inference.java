package io.twinhead.training;

import io.twinhead.config.InputException;
import io.twinhead.dataset.Features;
import io.twinhead.engine.Engine;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/** Runs a network over many examples, as many at a time as memory takes. */
final class Inference {
  /** Examples per call, at most. */
  private static final int ROWS = 1024;

  private Inference() {}

  /** What to say about an example for which the network's output is not finite. */
  interface Refusal {
    InputException of(int example, double output);
  }

  /**
   * Returns the logits [examples, outputs], row-major.
   *
   * @throws InputException that {@code refusal} makes if one is not finite
   * @throws CancellationException if the thread is interrupted, which it then still is
   */
  static double[] logits(Engine engine, Features examples, Refusal refusal) {
    double[] logits = logits(engine, examples);
    int outputs = engine.head().outputs();
    for (int i = 0; i < logits.length; i++) {
      if (!Double.isFinite(logits[i])) {
        throw refusal.of(i / outputs, logits[i]);
      }
    }
    return logits;
  }

  /** The same, finite or not. */
  static double[] logits(Engine engine, Features examples) {
    int width = Arrays.stream(examples.shape()).reduce(1, Math::multiplyExact);
    int outputs = engine.head().outputs();
    int most = Math.max(1, Math.min(ROWS, Engine.INFERENCE_VALUES / width));
    double[] logits = new double[Math.multiplyExact(examples.size(), outputs)];
    float[] features = {};
    for (int from = 0; from < examples.size(); from += most) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted at example %d".formatted(from + 1));
      }
      int rows = Math.min(most, examples.size() - from);
      features = features.length == rows * width ? features : new float[rows * width];
      for (int i = 0; i < rows; i++) {
        examples.copyTo(from + i, features, i * width);
      }
      System.arraycopy(engine.logits(features, rows), 0, logits, from * outputs, rows * outputs);
    }
    return logits;
  }
}
