package io.twinhead.engine;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One piece of a network's mathematics, whatever runs it. Shapes are those of one example: {@code
 * {features}} or {@code {height, width, channels}}.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
sealed interface Node {
  /** For people and logs, such as {@code conv0}: what it is and the DL4J layer it stems from. */
  String name();

  long[] input();

  long[] output();

  /**
   * Makes this ready with ND4J's operations.
   *
   * @param mayOverwrite whether the input's buffer may be used for the output
   */
  Unit unit(Arena arena, INDArray input, boolean mayOverwrite);

  /**
   * The layout in which this takes images, or what was an image before.
   *
   * @param current that they come in
   */
  default Layout layout(Device device, Layout current) {
    return Layout.CHANNELS_LAST;
  }

  /** What decides how long it takes. */
  default String describe() {
    return name() + " " + Shapes.text(input()) + " " + Shapes.text(output());
  }

  /** y = x W + b; W is [in, out]. */
  record Dense(String name, long[] input, long[] output, Parameter weights, Parameter bias)
      implements Node {
    @Override
    public Unit unit(Arena arena, INDArray values, boolean mayOverwrite) {
      return new DenseUnit(arena, this, values);
    }

    long inputs() {
      return Shapes.length(input);
    }

    long outputs() {
      return output[0];
    }
  }

  /** A cross-correlation plus bias; W is [out, in, kernel height, kernel width]. */
  record Convolution(
      String name, long[] input, long[] output, Sliding window, Parameter weights, Parameter bias)
      implements Node {
    @Override
    public Unit unit(Arena arena, INDArray values, boolean mayOverwrite) {
      return new ConvolutionUnit(arena, this, values);
    }

    @Override
    public Layout layout(Device device, Layout current) {
      return device.images();
    }
  }

  /** The maximum or mean of each window; padding counts in neither. */
  record Pooling(String name, long[] input, long[] output, Sliding window, boolean max)
      implements Node {
    @Override
    public Unit unit(Arena arena, INDArray values, boolean mayOverwrite) {
      return new PoolingUnit(arena, this, values);
    }

    @Override
    public Layout layout(Device device, Layout current) {
      return device.images();
    }

    @Override
    public String describe() {
      return Node.super.describe() + " " + window;
    }
  }

  /** A function of each value. */
  record Activate(String name, long[] input, Activation function) implements Node {
    @Override
    public Unit unit(Arena arena, INDArray values, boolean mayOverwrite) {
      return new ActivationUnit(arena, this, values, mayOverwrite);
    }

    @Override
    public Layout layout(Device device, Layout current) {
      return current;
    }

    @Override
    public long[] output() {
      return input;
    }
  }

  /**
   * Inverted dropout while training.
   *
   * @param layer number of the DL4J layer, from which the mask's seed derives
   * @param retain the share kept
   */
  record Dropout(String name, long[] input, int layer, double retain) implements Node {
    @Override
    public Unit unit(Arena arena, INDArray values, boolean mayOverwrite) {
      return new DropoutUnit(arena, this, values);
    }

    @Override
    public long[] output() {
      return input;
    }
  }

  /**
   * Batch normalisation over all but the last dimension.
   *
   * @param decay weight of the old value in the running mean and variance
   */
  record BatchNorm(
      String name,
      long[] input,
      Parameter gamma,
      Parameter beta,
      Parameter mean,
      Parameter variance,
      double epsilon,
      double decay)
      implements Node {
    @Override
    public Unit unit(Arena arena, INDArray values, boolean mayOverwrite) {
      return new BatchNormUnit(arena, this, values);
    }

    @Override
    public long[] output() {
      return input;
    }

    long channels() {
      return input[input.length - 1];
    }
  }
}
