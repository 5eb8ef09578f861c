package io.twinhead.training;

import io.twinhead.config.ClassWeight;
import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import io.twinhead.config.TrainingConfig;
import io.twinhead.dataset.ClassTargets;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Preprocessing;
import io.twinhead.dataset.RowLimit;
import io.twinhead.dataset.Split;
import io.twinhead.engine.BufferGuard;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.PriorShift;
import io.twinhead.evaluation.Threshold;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One training on one split of a data set: how its rows are prepared, weighed and learnt from. What
 * is learnt from data is learnt from the training part; validation decides when to stop, by the
 * same weights.
 */
public final class Training {
  private final Dataset data;
  private final @Nullable RowLimit limit;
  private final Split split;
  private final TrainingPlan plan;
  private final Preprocessing preprocessing;
  private final @Nullable Distillation teacher;
  private final List<Ancestor> ancestors;
  private final Examples train;
  private final @Nullable ClassWeights classWeights;
  private final Calibration correction;

  /** What an earlier run contributes. */
  public record Inheritance(@Nullable WarmStart start, @Nullable Distillation teacher) {
    /** Nothing. */
    public static final Inheritance NONE = new Inheritance(null, null);

    /** Whose it is. */
    public Lineage lineage() {
      return new Lineage(
          start == null ? null : start.run(), teacher == null ? null : teacher.teacher());
    }
  }

  private Training(
      Dataset data, Split divided, TrainingPlan plan, Experiment settings, Inheritance from) {
    this.data = data;
    this.limit = RowLimit.of(settings.training());
    this.split = limit == null ? divided : limit.of(data, divided);
    this.teacher = from.teacher();
    this.ancestors = from.lineage().ancestors();
    TrainingPlan started = from.start() == null ? plan : plan.from(from.start());
    this.plan = teacher == null ? started : started.with(teacher.student(plan.head(), data));
    this.preprocessing =
        Optional.ofNullable(from.start())
            .flatMap(WarmStart::preprocessing)
            .orElseGet(
                () ->
                    Preprocessing.fit(
                        data, split.train(), settings.data().scaling(), plan.model().channels()));
    Examples plain = preprocessing.apply(data, split.train());
    this.classWeights = classWeights(settings.training().classWeight(), plain);
    this.train = weighed(plain);
    this.correction = correction(settings.training());
  }

  /**
   * Prepares a training.
   *
   * @param split whose test rows no earlier run has seen; see {@link Lineage#split}
   * @param settings without gaps; they may limit the rows
   * @throws InputException if the settings, the data and the earlier runs do not fit together
   */
  public static Training of(
      Dataset data, Split split, TrainingPlan plan, Experiment settings, Inheritance from) {
    return new Training(data, split, plan, settings, from);
  }

  /**
   * Runs it.
   *
   * @return what was achieved, to be closed
   * @throws Divergence if it diverges in the first epoch
   */
  public Trained run(TrainingListener listener) {
    return run(null, listener);
  }

  /**
   * Runs it from where it had come to.
   *
   * @param from of this very training; null to begin
   */
  public Trained run(@Nullable Checkpoint from, TrainingListener listener) {
    Examples validation = weighed(preprocessing.apply(data, split.validation()));
    TrainingPlan decided = from == null ? plan : plan.as(from.plan());
    return Trainer.train(decided, from, taught(), validation, listener);
  }

  /** Looks for a learning rate, on a network of its own. */
  public RateRange rateRange() {
    return RangeTest.run(plan, taught());
  }

  private Examples taught() {
    return teacher == null ? train : teacher.taught(train, data, split.train(), plan.head());
  }

  /** What the trained network says about the test part. */
  public Tested test(Trained trained) {
    Examples test = preprocessing.apply(data, split.test());
    double[] logits = trained.logits(test.features());
    Predictions said = Batches.of(test).read(plan.head(), logits);
    Predictions corrected = said instanceof BinaryPredictions two ? correction.apply(two) : said;
    return new Tested(
        corrected, Metrics.of(corrected, Threshold.HALF), Antisymmetry.of(plan.head(), logits));
  }

  private @Nullable ClassWeights classWeights(@Nullable ClassWeight said, Examples plain) {
    if (said == null) {
      return null;
    }
    if (!(plain.targets() instanceof ClassTargets classes)) {
      throw new InputException(
          "class-weight: the labels of %s overlap, so its rows have no one class to weigh them by; use"
                  .formatted(data.name())
              + " a column of weights");
    }
    return ClassWeights.of(said, data.classes(), classes.codes(), plain.weights());
  }

  private Examples weighed(Examples examples) {
    return classWeights != null && examples.targets() instanceof ClassTargets classes
        ? examples.weighing(classWeights.applied(classes.codes(), examples.weights()))
        : examples;
  }

  private Calibration correction(TrainingConfig settings) {
    if (!Boolean.TRUE.equals(settings.priorCorrection())) {
      return Calibration.NONE;
    }
    if (classWeights == null || data.task() != Task.BINARY) {
      throw new InputException(
          "prior-correction: it undoes class weights of two classes, and there are %s"
              .formatted(
                  classWeights == null
                      ? "none: add --class-weight, or leave it out"
                      : data.classes().size() + " classes: leave it out"));
    }
    return PriorShift.fromClassWeights(classWeights.factors()[0], classWeights.factors()[1]);
  }

  /** The number of parameters of the whole network. */
  long parameters() {
    return BufferGuard.keeping(() -> plan.network(preprocessing.shape()).numParams());
  }

  public Dataset data() {
    return data;
  }

  /** The rows of each part. */
  public Split split() {
    return split;
  }

  /** The earlier runs that it takes something from. */
  List<Ancestor> ancestors() {
    return ancestors;
  }

  /** The models of those runs, and of theirs. */
  List<ParentModel> parents() {
    return ParentModel.of(ancestors);
  }

  /** What is trained, and how. */
  public TrainingPlan plan() {
    return plan;
  }

  /** What the rows that were used, and their columns, mean for the result, for people. */
  List<String> notes() {
    return Stream.concat(
            Stream.ofNullable(limit).map(RowLimit::warning), preprocessing.notes().stream())
        .toList();
  }

  Preprocessing preprocessing() {
    return preprocessing;
  }

  /** What undoes the class weights in probabilities, if that was asked for. */
  public Calibration correction() {
    return correction;
  }

  /** Factors on the weights of rows, by class; null without. */
  @Nullable ClassWeights classWeights() {
    return classWeights;
  }
}
