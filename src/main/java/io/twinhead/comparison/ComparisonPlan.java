package io.twinhead.comparison;

import io.twinhead.config.BackendName;
import io.twinhead.config.DataConfig;
import io.twinhead.config.EvaluationConfig;
import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.config.Link;
import io.twinhead.config.ModelConfig;
import io.twinhead.config.Scaling;
import io.twinhead.config.Schedule;
import io.twinhead.config.Task;
import io.twinhead.config.TrainingConfig;
import io.twinhead.dataset.Dataset;
import io.twinhead.evaluation.Metric;
import io.twinhead.model.Clip;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.Models;
import io.twinhead.training.Heads;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A comparison, fully decided.
 *
 * @param experiment what was said, with every gap filled
 * @param model the trunk and its updater
 * @param seeds one or more
 * @param primary the metric that the verdict rests on
 * @param margins for every metric, the difference that begins to matter
 */
public record ComparisonPlan(
    Experiment experiment,
    ModelSpec model,
    List<Long> seeds,
    Metric primary,
    Map<Metric, Double> margins) {

  /** A GPU is shared by none. */
  private static final int JOBS =
      BackendName.chosen() == BackendName.CPU ? Runtime.getRuntime().availableProcessors() : 1;

  private static final EvaluationConfig.Mode MODE = EvaluationConfig.Mode.NAIVE;

  /** Defaults for tables. */
  static final Experiment TABLE_DEFAULTS =
      new Experiment(
          null,
          DataConfig.scaled(Scaling.STANDARD),
          new ModelConfig("dense-small", null, Link.LOGIT),
          training(100, 10),
          new EvaluationConfig(3, 5, MODE, Metric.LOG_LOSS.key(), Map.of()));

  /** The largest images, in pixels of the longer side, for which tiny-cnn is the default. */
  private static final int TINY = 32;

  /** Defaults for one training on photographs, beside those for images. */
  private static final Experiment PHOTOGRAPHS =
      Experiment.EMPTY.withTraining(TrainingConfig.forPhotographs());

  public ComparisonPlan {
    seeds = List.copyOf(seeds);
    margins = Map.copyOf(margins);
  }

  /**
   * Fills the gaps of {@code said} with the defaults for {@code data}. Trainings run side by side,
   * so each has one native thread unless more were asked for.
   *
   * @throws IllegalArgumentException if a metric is unknown, or a seed too large
   * @throws InputException if there is no such model, the images are too small for it, the labels
   *     overlap, or a metric or the mode does not fit the number of classes
   */
  public static ComparisonPlan of(Experiment said, Dataset data) {
    Heads.requireExclusive(data);
    ComparisonPlan plan = filled(said.orThreads(1), data);
    requireFits(plan.experiment().evaluation(), data.task());
    requireLogit(plan.experiment());
    requireNoAncestors(plan.experiment().training());
    requireAllRows(plan.experiment().training());
    return plan;
  }

  /** Whether the metrics and the mode that were asked for exist for so many classes. */
  private static void requireFits(EvaluationConfig evaluation, Task task) {
    Metric.Kind kind = task == Task.BINARY ? Metric.Kind.BINARY : Metric.Kind.CLASSES;
    try {
      Metric.ofKey(Objects.requireNonNull(evaluation.primary()), kind);
      Objects.requireNonNull(evaluation.margin()).keySet().forEach(key -> Metric.ofKey(key, kind));
    } catch (IllegalArgumentException e) {
      throw new InputException("evaluation: " + e.getMessage(), e);
    }
    if (task != Task.BINARY && evaluation.mode() != MODE) {
      throw new InputException(
          ("mode = %s: only the two heads for two classes can be made to follow each other; a sigmoid"
                  + " unit for each of several classes is another model than a softmax over them: use"
                  + " --mode naive")
              .formatted(evaluation.mode()));
    }
  }

  /** Both heads start from what is drawn: what one has learnt before is no fair start. */
  private static void requireNoAncestors(TrainingConfig training) {
    if (training.initFrom() != null || training.teacher() != null) {
      throw new InputException(
          "%s: compare trains both heads from the same random numbers; leave it out, or train one head"
                  .formatted(training.initFrom() != null ? "init-from" : "teacher")
              + " with it");
    }
  }

  /** From a few rows no verdict follows. */
  private static void requireAllRows(TrainingConfig training) {
    boolean fast = Boolean.TRUE.equals(training.fastDevRun());
    if (fast || training.overfitBatches() != null) {
      throw new InputException(
          "%s: compare needs all rows for its verdict; leave it out, or train one head with it"
              .formatted(fast ? "fast-dev-run" : "overfit-batches"));
    }
  }

  /** Whether the heads are the same model, so that one can be made to follow the other. */
  private static void requireLogit(Experiment experiment) {
    if (experiment.evaluation().mode() != MODE && experiment.model().link() != Link.LOGIT) {
      throw new InputException(
          ("mode = %s: a sigmoid unit with a %s link is another model than two softmax units, so neither"
                  + " can follow the other: use --mode naive, or --link logit")
              .formatted(experiment.evaluation().mode(), experiment.model().link()));
    }
  }

  /**
   * The same for a single training, whose engine measures how many threads are best unless a number
   * was asked for, and which makes a model to use: on photographs it takes its time.
   */
  public static ComparisonPlan ofOneTraining(Experiment said, Dataset data) {
    return filled(
        data.imageShape().filter(ComparisonPlan::mayBePhotograph).isPresent()
            ? said.orElse(PHOTOGRAPHS)
            : said,
        data);
  }

  private static boolean mayBePhotograph(int[] shape) {
    return Math.max(shape[0], shape[1]) > TINY && shape[2] == 3;
  }

  private static ComparisonPlan filled(Experiment said, Dataset data) {
    Optional<int[]> shape = data.imageShape();
    ComparisonPlan plan =
        of(said.orElse(shape.map(s -> imageDefaults(s, data)).orElse(TABLE_DEFAULTS)).triedOut());
    shape.ifPresent(plan.model()::requireFits);
    return plan;
  }

  /**
   * Checks settings before there are data.
   *
   * @throws IllegalArgumentException if a metric is unknown, or a seed too large
   * @throws InputException if there is no such model
   */
  public static void check(Experiment said) {
    said.training().requireWhole();
    of(said.orElse(TABLE_DEFAULTS));
  }

  /** Images train slowly: fewer repetitions, unless a given split leaves only those. */
  private static Experiment imageDefaults(int[] shape, Dataset data) {
    boolean tiny = Math.max(shape[0], shape[1]) <= TINY;
    return new Experiment(
        null,
        DataConfig.EMPTY,
        new ModelConfig(tiny ? "tiny-cnn" : "small-cnn", null, Link.LOGIT),
        training(15, 5),
        new EvaluationConfig(
            data.hasTestSplit() ? 3 : 1, 3, MODE, Metric.LOG_LOSS.key(), Map.of()));
  }

  private static TrainingConfig training(int epochs, int patience) {
    return TrainingConfig.defaults(epochs, patience, JOBS);
  }

  private static ComparisonPlan of(Experiment full) {
    long first = Objects.requireNonNull(full.training().seed());
    int count = Objects.requireNonNull(full.evaluation().seeds());
    if (first > Long.MAX_VALUE - count) {
      throw new IllegalArgumentException(
          "seed = " + first + ": too large for " + count + " seeds that follow each other");
    }
    requireFits(
        Objects.requireNonNull(full.training().schedule()),
        Objects.requireNonNull(full.training().patience()));
    return new ComparisonPlan(
        full,
        model(full),
        LongStream.range(first, first + count).boxed().toList(),
        Metric.ofKey(Objects.requireNonNull(full.evaluation().primary())),
        margins(Objects.requireNonNull(full.evaluation().margin())));
  }

  /** The model of that name, trained as the settings say where they say more than its file. */
  private static ModelSpec model(Experiment full) {
    ModelSpec model = Models.find(Objects.requireNonNull(full.model().model()));
    TrainingConfig said = full.training();
    if (said.learningRate() != null) {
      model = model.withLearningRate(said.learningRate());
    }
    if (said.clipNorm() != null || said.clipValue() != null) {
      model = model.with(new Clip(said.clipNorm(), said.clipValue()));
    }
    return model;
  }

  /** A plateau that comes only after early stopping never lowers the rate. */
  private static void requireFits(Schedule schedule, int patience) {
    if (schedule.patience() != null && schedule.patience() >= patience) {
      throw new InputException(
          ("schedule = %s: training stops after %d epochs without a lower validation loss, so the rate"
                  + " is never reduced: use a patience below %d, such as schedule plateau,patience=%d,"
                  + " or a larger --patience")
              .formatted(schedule, patience, patience, Math.max(1, patience / 2)));
    }
  }

  /** The outcomes that tables and charts are about: those of naive heads, if there are any. */
  public List<Outcome> shown(List<Outcome> all) {
    return mode() == EvaluationConfig.Mode.MATCHED ? Outcome.matched(all) : Outcome.naive(all);
  }

  public int epochs() {
    return Objects.requireNonNull(experiment.training().epochs());
  }

  public int jobs() {
    return Objects.requireNonNull(experiment.training().jobs());
  }

  /** Of a table's numeric columns; null for images. */
  public @Nullable Scaling scaling() {
    return experiment.data().scaling();
  }

  /** What is held equal between the heads. */
  public EvaluationConfig.Mode mode() {
    return Objects.requireNonNull(experiment.evaluation().mode());
  }

  /** Of sigmoid units. */
  public Link link() {
    return Objects.requireNonNull(experiment.model().link());
  }

  public int folds() {
    return Objects.requireNonNull(experiment.evaluation().folds());
  }

  private static Map<Metric, Double> margins(Map<String, Double> said) {
    Map<Metric, Double> margins = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      margins.put(metric, metric.defaultMargin());
    }
    said.forEach((key, value) -> margins.put(Metric.ofKey(key), value));
    return margins;
  }
}
