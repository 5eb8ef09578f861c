package io.twinhead.model;

import java.util.Arrays;

/**
 * Arithmetic of a network, as it is usually counted: a multiplication and an addition for each
 * weight that meets a value, and nothing for activations, pooling, loss and update.
 */
public final class Flops {
  private Flops() {}

  /**
   * Counts one training step on one example: for each layer with weights the output, the gradient
   * of the weights, which costs as much, and the gradient of the input, which costs as much again
   * and which the first such layer does not need.
   *
   * @param shape of one example, {@code {features}} or {@code {height, width, channels}}
   * @param outputs of the head
   */
  public static long ofTrainingStep(ModelSpec spec, int[] shape, int outputs) {
    long forward = 0;
    long first = 0;
    int[] at = shape;
    for (LayerSpec layer : spec.layers()) {
      long flops = layer.flops(at);
      first = first == 0 ? flops : first;
      forward += flops;
      at = layer.outputShape(at);
    }
    long head = ofProduct(at, outputs);
    return 3 * (forward + head) - (first == 0 ? head : first);
  }

  /** Of a row of all values of {@code input}, times a matrix with {@code outputs} columns. */
  static long ofProduct(int[] input, int outputs) {
    return 2L * outputs * Arrays.stream(input).asLongStream().reduce(1, (a, b) -> a * b);
  }
}
