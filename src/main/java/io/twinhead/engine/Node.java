package io.twinhead.engine;

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

  /** y = x W + b; W is [in, out]. */
  record Dense(String name, long[] input, long[] output, Parameter weights, Parameter bias)
      implements Node {
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
      implements Node {}

  /** The maximum or mean of each window; padding counts in neither. */
  record Pooling(String name, long[] input, long[] output, Sliding window, boolean max)
      implements Node {}

  /** A function of each value. */
  record Activate(String name, long[] input, Activation function) implements Node {
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
    public long[] output() {
      return input;
    }

    long channels() {
      return input[input.length - 1];
    }
  }
}
