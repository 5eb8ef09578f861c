package io.twinhead.engine;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A limit on the Euclidean norm of a few gradients, whose sum of squares is taken in double.
 *
 * <p>The norm of a softmax pair's gradients, (-g, g), is sqrt(2) times that of g. With a limit that
 * is larger by the same factor both are scaled alike; in single precision throughout, the scales
 * would differ in their last bit, which adaptive updaters can amplify from step to step.
 */
final class NormLimit implements Op {
  private final OpInfo info;
  private final NativeValues gradients;
  private final boolean single;
  private final double limit;
  private final double[] values;

  /** Limits {@code gradients}, a vector in the host's memory, in place. */
  NormLimit(String name, INDArray gradients, double limit) {
    int length = Math.toIntExact(gradients.length());
    this.info = new OpInfo(name, "java", Shapes.text(gradients.shape()), 0, 3L * length);
    this.gradients = NativeValues.of(gradients, Device.CPU);
    this.single = gradients.dataType() == DataType.FLOAT;
    this.limit = limit;
    this.values = new double[length];
  }

  @Override
  public void run() {
    gradients.get(values, 0, values.length);
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    double norm = Math.sqrt(squares);
    if (norm > limit) {
      double scale = single ? (float) (limit / norm) : limit / norm;
      for (int i = 0; i < values.length; i++) {
        values[i] *= scale;
      }
      gradients.put(values, 0, values.length);
    }
  }

  @Override
  public OpInfo info() {
    return info;
  }
}
