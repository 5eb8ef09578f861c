package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.config.Augment;
import io.twinhead.config.Task;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Split;
import io.twinhead.engine.PlanRecord;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import io.twinhead.model.ModelSpec;
import io.twinhead.run.Provenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run.json} says about one training.
 *
 * @param schema version of this layout
 * @param data what was learnt from, and how many rows each part had
 * @param split how its rows were divided; null if by hand
 * @param ancestors the earlier runs that it took something from; absent without
 * @param task binary, multiclass or multilabel
 * @param labels class names by code; the last of two is the positive one
 * @param head the output head
 * @param model the trunk and its updater
 * @param classWeights factors on the weights of the classes' rows; absent without
 * @param engine that ran the steps
 * @param plan what the engine decided by measuring
 * @param epochs that were run
 * @param bestEpoch the epoch whose weights were kept, from 1 on
 * @param ended why there was no further epoch
 * @param seeds of the random streams
 * @param threshold of decisions; null where the most probable of several classes is predicted
 * @param metrics on the held-out part, by key; none if training diverged
 * @param antisymmetry of two softmax logits on the held-out part, see {@link Antisymmetry}; absent
 *     for other heads and if training diverged
 * @param judgement of the loss against its baseline
 * @param notes on columns that say nothing in the training part
 * @param divergence that ended the training early; absent otherwise
 * @param command that repeats the training; absent if nobody said
 * @param resumed where settings changed on the way; absent if they did not
 * @param seconds for the whole training
 */
record RunRecord(
    int schema,
    DataRecord data,
    @Nullable SplitRecord split,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Ancestor> ancestors,
    Task task,
    List<String> labels,
    String head,
    ModelSpec model,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> classWeights,
    String engine,
    PlanRecord plan,
    int epochs,
    int bestEpoch,
    Ending ended,
    SeedsRecord seeds,
    @Nullable Threshold threshold,
    Map<String, Score> metrics,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double antisymmetry,
    Judgement judgement,
    List<String> notes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String divergence,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String command,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Resumed> resumed,
    double seconds,
    Provenance provenance) {
  static final int SCHEMA = 1;

  /** The data set and the rows of each part. */
  record DataRecord(String name, String sha256, int train, int validation, int test) {
    DataRecord {
      Objects.requireNonNull(name, "name is missing");
      Objects.requireNonNull(sha256, "sha256 is missing");
    }

    DataRecord(Dataset data, Split split) {
      this(
          data.name(),
          data.sha256(),
          split.train().length,
          split.validation().length,
          split.test().length);
    }
  }

  /**
   * One seed for each consumer of random numbers.
   *
   * @param augmentation absent without
   */
  record SeedsRecord(
      long init,
      long order,
      long dropout,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long augmentation) {
    static SeedsRecord of(TrainingPlan plan) {
      Augmentation augmentation = plan.augmentation();
      return new SeedsRecord(
          plan.initSeed(),
          plan.orderSeed(),
          plan.dropoutSeed(),
          augmentation.how().equals(Augment.NONE) ? null : augmentation.seed());
    }
  }

  static RunRecord of(
      Training training, Trained trained, @Nullable Tested tested, @Nullable String command) {
    Dataset data = training.data();
    TrainingPlan plan = training.plan();
    Divergence divergence = trained.divergence();
    return new RunRecord(
        SCHEMA,
        new DataRecord(data, training.split()),
        SplitRecord.of(training.split()),
        training.ancestors(),
        data.task(),
        data.classes(),
        plan.head().name(),
        plan.model(),
        byClass(training.classWeights(), data.classes()),
        trained.engineName(),
        trained.engine().plan(),
        trained.history().size(),
        trained.bestEpoch(),
        trained.ending(),
        SeedsRecord.of(plan),
        data.task() == Task.MULTICLASS ? null : Threshold.HALF,
        tested == null ? Map.of() : byKey(tested.metrics()),
        tested == null ? null : tested.antisymmetry(),
        trained.judgement(),
        training.notes(),
        divergence == null ? null : divergence.getMessage(),
        command,
        trained.resumed(),
        trained.seconds(),
        Provenance.current());
  }

  private static Map<String, Double> byClass(@Nullable ClassWeights weights, List<String> classes) {
    Map<String, Double> byClass = new LinkedHashMap<>();
    for (int k = 0; weights != null && k < classes.size(); k++) {
      byClass.put(classes.get(k), weights.factors()[k]);
    }
    return byClass;
  }

  /** With the reasons for those that are undefined. */
  static Map<String, Score> byKey(Map<Metric, Score> metrics) {
    Map<String, Score> byKey = new LinkedHashMap<>();
    metrics.forEach((metric, score) -> byKey.put(metric.key(), score));
    return byKey;
  }
}
