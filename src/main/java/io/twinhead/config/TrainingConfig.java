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
 * @param classWeight how much the rows of each class count
 * @param priorCorrection whether a model trained with class weights gives probabilities at the
 *     prevalence that the data have
 * @param initFrom directory of an earlier run whose weights training starts from
 * @param init which of them; null for both where the heads agree, else the trunk
 * @param teacher directory of an earlier run whose probabilities are learnt from
 * @param temperature that the teacher's and the student's logits are divided by, above 0
 * @param alpha weight of the labels' own loss beside the teacher's, 0 to 1
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
    @Nullable PlanConfig plan,
    @Nullable ClassWeight classWeight,
    @Nullable Boolean priorCorrection,
    @Nullable String initFrom,
    @Nullable InitPart init,
    @Nullable String teacher,
    @Nullable Double temperature,
    @Nullable Double alpha) {

  /** Nothing said. */
  public static final TrainingConfig EMPTY = Overlay.empty(TrainingConfig.class);

  public TrainingConfig {
    Limits.atLeast("epochs", epochs, 1);
    Limits.atLeast("patience", patience, 1);
    Limits.atLeast("batch-size", batchSize, 1);
    Limits.between("jobs", jobs, 1, 1000);
    Limits.between("threads", threads, 1, 1000);
    Limits.inRange("temperature", temperature, Math.nextUp(0.0), 1000);
    Limits.inRange("alpha", alpha, 0, 1);
  }

  /** Returns this with what is taken from earlier runs. */
  public TrainingConfig fromRuns(
      @Nullable String newInitFrom,
      @Nullable InitPart newInit,
      @Nullable String newTeacher,
      @Nullable Double newTemperature,
      @Nullable Double newAlpha) {
    return new TrainingConfig(
        epochs,
        patience,
        batchSize,
        seed,
        jobs,
        engine,
        kernels,
        convolution,
        threads,
        plan,
        classWeight,
        priorCorrection,
        newInitFrom,
        newInit,
        newTeacher,
        newTemperature,
        newAlpha);
  }

  /**
   * Checks settings that say nothing without another.
   *
   * @throws IllegalArgumentException if that is missing
   */
  public void requireWhole() {
    require(init == null || initFrom != null, "init", "init-from");
    require(temperature == null || teacher != null, "temperature", "teacher");
    require(alpha == null || teacher != null, "alpha", "teacher");
    require(
        !Boolean.TRUE.equals(priorCorrection) || classWeight != null,
        "prior-correction",
        "class-weight");
  }

  private static void require(boolean holds, String setting, String needed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s says nothing without %s: give both, or neither".formatted(setting, needed));
    }
  }

  /** Returns this with a number of threads, unless it has one. */
  TrainingConfig orThreads(int count) {
    return Overlay.of(this, Overlay.with(EMPTY, "threads", count));
  }

  /** Returns this with a plan, if there is one, in place of any other. */
  TrainingConfig withPlan(@Nullable PlanConfig decided) {
    return decided == null ? this : Overlay.of(Overlay.with(EMPTY, "plan", decided), this);
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
