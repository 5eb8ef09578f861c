package io.twinhead.engine;

import io.twinhead.config.Convolution;
import io.twinhead.config.Kernels;
import io.twinhead.config.PlanConfig;
import io.twinhead.config.TrainingConfig.EngineName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How steps are run.
 *
 * @param engine that runs them; a network that cannot be compiled gets the reference engine
 * @param kernels that a compiled plan may use
 * @param convolution algorithms that a compiled plan may use
 * @param threads for native code, at least 1, or 0 to let the engine measure what is fastest
 * @param plan of an earlier run, used instead of measuring if the other options allow it
 */
public record EngineOptions(
    EngineName engine,
    Kernels kernels,
    Convolution convolution,
    int threads,
    @Nullable PlanConfig plan) {
  /** The compiled engine, free in every choice, in one thread. */
  public static final EngineOptions DEFAULT =
      new EngineOptions(EngineName.COMPILED, Kernels.AUTO, Convolution.AUTO, 1, null);

  /** DL4J's own {@code fit}, in one thread. */
  public static final EngineOptions REFERENCE =
      new EngineOptions(EngineName.REFERENCE, Kernels.ND4J, Convolution.DIRECT, 1, null);

  public EngineOptions(EngineName engine, Kernels kernels, Convolution convolution, int threads) {
    this(engine, kernels, convolution, threads, null);
  }

  public EngineOptions {
    if (threads < 0) {
      throw new IllegalArgumentException(
          "threads = " + threads + ": must be 1 or more, or 0 to measure");
    }
  }

  /** Whether the plan of an earlier run is there and keeps to the other options. */
  boolean settled() {
    return plan != null
        && (kernels == Kernels.AUTO || plan.kernels().equals("nd4j"))
        && (convolution == Convolution.AUTO || Objects.requireNonNull(plan.winograd()).isEmpty())
        && (threads == 0 || plan.threads() <= threads);
  }
}
