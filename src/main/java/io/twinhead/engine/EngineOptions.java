package io.twinhead.engine;

import io.twinhead.config.Convolution;
import io.twinhead.config.Kernels;
import io.twinhead.config.TrainingConfig.EngineName;

/**
 * How steps are run.
 *
 * @param engine that runs them; a network that cannot be compiled gets the reference engine
 * @param kernels that a compiled plan may use
 * @param convolution algorithms that a compiled plan may use
 * @param threads for native code, at least 1, or 0 to let the engine measure what is fastest
 */
public record EngineOptions(
    EngineName engine, Kernels kernels, Convolution convolution, int threads) {
  /** The compiled engine, free in every choice, in one thread. */
  public static final EngineOptions DEFAULT =
      new EngineOptions(EngineName.COMPILED, Kernels.AUTO, Convolution.AUTO, 1);

  /** DL4J's own {@code fit}, in one thread. */
  public static final EngineOptions REFERENCE =
      new EngineOptions(EngineName.REFERENCE, Kernels.ND4J, Convolution.DIRECT, 1);

  public EngineOptions {
    if (threads < 0) {
      throw new IllegalArgumentException("threads = " + threads + ": must be 1 or more");
    }
  }
}
