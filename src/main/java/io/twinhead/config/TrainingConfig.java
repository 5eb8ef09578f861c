package io.twinhead.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * @param learningRate of the updater, in place of the model file's; above 0
 * @param schedule how it changes
 * @param warmup epochs, or parts of one, in which it rises from 0; at least 0
 * @param clipNorm limit on the norm of each layer's gradient, in place of the model file's
 * @param clipValue limit on each component of the gradient, in place of the model file's
 * @param augment how training images vary from epoch to epoch
 * @param maxTime after which training ends with what it has
 * @param checkpointEvery how often the state is saved, beside epochs' ends
 * @param keepCheckpoints so many of the last, 0 to 1000; with 0 none is written
 * @param fastDevRun whether to take one batch of each part only, to see that all works
 * @param overfitBatches batches that are trained and validated on in place of all, at least 1
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
    @Nullable Double alpha,
    @Nullable Double learningRate,
    @Nullable Schedule schedule,
    @Nullable Double warmup,
    @Nullable Double clipNorm,
    @Nullable Double clipValue,
    @Nullable Augment augment,
    @Nullable TimeSpan maxTime,
    @Nullable Cadence checkpointEvery,
    @Nullable Integer keepCheckpoints,
    @Nullable Boolean fastDevRun,
    @Nullable Integer overfitBatches) {

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
    Limits.inRange("learning-rate", learningRate, Math.nextUp(0.0), 1000);
    Limits.inRange("warmup", warmup, 0, 1e6);
    Limits.inRange("clip-norm", clipNorm, Math.nextUp(0.0), 1e30);
    Limits.inRange("clip-value", clipValue, Math.nextUp(0.0), 1e30);
    Limits.between("keep-checkpoints", keepCheckpoints, 0, 1000);
    Limits.atLeast("overfit-batches", overfitBatches, 1);
  }

  /**
   * What was said in options: objects with a field for each, which has the name and the type of the
   * setting, and is null if nothing was said.
   */
  public static TrainingConfig of(Object... options) {
    return Overlay.ofFields(EMPTY, options);
  }

  /** Returns this with its gaps filled from {@code fallback}. */
  public TrainingConfig orElse(TrainingConfig fallback) {
    return Overlay.of(this, fallback);
  }

  /** Defaults for everything that has one. */
  public static TrainingConfig defaults(int epochs, int patience, int jobs) {
    return Overlay.ofValues(
        EMPTY,
        Map.ofEntries(
            Map.entry("epochs", epochs),
            Map.entry("patience", patience),
            Map.entry("batchSize", 32),
            Map.entry("seed", 1L),
            Map.entry("jobs", jobs),
            Map.entry("engine", EngineName.byBackend()),
            Map.entry("kernels", Kernels.AUTO),
            Map.entry("convolution", Convolution.AUTO),
            Map.entry("schedule", Schedule.CONSTANT),
            Map.entry("warmup", 0.0),
            Map.entry("keepCheckpoints", 2)));
  }

  /** For images that vary: more epochs, and a rate that falls to 0, so that they come to rest. */
  public static TrainingConfig forPhotographs() {
    return Overlay.ofValues(
        EMPTY,
        Map.of(
            "epochs",
            30,
            "patience",
            10,
            "schedule",
            Schedule.parse("cosine"),
            "augment",
            Augment.DEFAULT));
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
    contradict(clipNorm != null && clipValue != null, "clip-norm", "clip-value");
    contradict(
        Boolean.TRUE.equals(fastDevRun) && overfitBatches != null,
        "fast-dev-run",
        "overfit-batches");
  }

  private static void contradict(boolean both, String setting, String other) {
    if (both) {
      throw new IllegalArgumentException(
          "%s and %s cannot both hold: keep one".formatted(setting, other));
    }
  }

  private static void require(boolean holds, String setting, String needed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s says nothing without %s: give both, or neither".formatted(setting, needed));
    }
  }

  /** Returns this with what trying out on few rows asks for: one epoch, or no early stopping. */
  public TrainingConfig triedOut() {
    if (Boolean.TRUE.equals(fastDevRun)) {
      return Overlay.with(this, "epochs", 1);
    }
    return overfitBatches == null || epochs == null ? this : Overlay.with(this, "patience", epochs);
  }

  /** Returns this without what changes nothing about the result. */
  TrainingConfig withoutJob() {
    TrainingConfig bare = this;
    for (String name : List.of("jobs", "checkpointEvery", "keepCheckpoints")) {
      bare = Overlay.with(bare, name, null);
    }
    return bare;
  }

  /** Returns this with a number of threads, unless it has one. */
  TrainingConfig orThreads(int count) {
    return Overlay.of(this, Overlay.with(EMPTY, "threads", count));
  }

  /** Returns this with a plan, if there is one, in place of any other. */
  public TrainingConfig withPlan(@Nullable PlanConfig decided) {
    return decided == null ? this : Overlay.of(Overlay.with(EMPTY, "plan", decided), this);
  }

  /** The engines that can be asked for. */
  public enum EngineName {
    COMPILED,
    REFERENCE;

    /** The default: plans have never run on CUDA, so there they have to be asked for. */
    public static EngineName byBackend() {
      return BackendName.chosen() == BackendName.CUDA ? REFERENCE : COMPILED;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
