package io.twinhead.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How networks are trained.
 *
 * @param epochs at most this many passes over the training part, at least 1
 * @param patience epochs without a lower validation loss before stopping, at least 1
 * @param batchSize examples per step, at least 1
 * @param seed from which every random stream is derived
 * @param jobs trainings that run at the same time, 1 to 1000; results do not depend on it
 * @param engine that runs the steps
 * @param kernels that the compiled engine may use
 * @param convolution algorithms that the compiled engine may use
 * @param threads for native code in each training, 1 to 1000
 * @param plan of the compiled engine, in place of its measurements, where the settings above allow
 *     it
 */
public record TrainingConfig(
    @Nullable Integer epochs,
    @Nullable Integer patience,
    @Nullable Integer batchSize,
    @Nullable Long seed,
    @Nullable Integer jobs,
    @Nullable EngineName engine,
    @Nullable Kernels kernels,
    @Nullable Convolution convolution,
    @Nullable Integer threads,
    @Nullable PlanConfig plan) {

  /** Nothing said. */
  public static final TrainingConfig EMPTY =
      new TrainingConfig(null, null, null, null, null, null, null, null, null, null);

  public TrainingConfig {
    Limits.atLeast("epochs", epochs, 1);
    Limits.atLeast("patience", patience, 1);
    Limits.atLeast("batch-size", batchSize, 1);
    Limits.between("jobs", jobs, 1, 1000);
    Limits.between("threads", threads, 1, 1000);
  }

  /** Returns this with a number of threads, unless it has one. */
  TrainingConfig orThreads(int count) {
    return Overlay.of(
        this, new TrainingConfig(null, null, null, null, null, null, null, null, count, null));
  }

  /** Returns this with a plan, if there is one, in place of any other. */
  TrainingConfig withPlan(@Nullable PlanConfig decided) {
    return Overlay.of(
        new TrainingConfig(null, null, null, null, null, null, null, null, null, decided), this);
  }

  /** The engines that can be asked for. */
  public enum EngineName {
    COMPILED,
    REFERENCE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
