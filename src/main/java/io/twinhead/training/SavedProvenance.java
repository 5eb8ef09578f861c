package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Origin;
import io.twinhead.dataset.Split;
import io.twinhead.evaluation.Score;
import io.twinhead.run.Provenance;
import io.twinhead.training.RunRecord.SeedsRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a model comes from: {@code provenance.json} in a model file, so that the file alone tells.
 * Without times, places and the patch level of the system, so that a repeat on the same machine
 * gives the same bytes.
 *
 * @param program what trained it, and on which machine
 * @param libraries their versions
 * @param model the name of the trunk and its updater
 * @param data what was learnt from
 * @param split how its rows were divided; absent if by hand
 * @param seeds of the random streams
 * @param engine that ran the steps
 * @param epochs that were run
 * @param bestEpoch the epoch whose weights were kept, from 1 on
 * @param ended why there was no further epoch; absent in files of earlier versions
 * @param ancestors the models that it took something from; absent without
 * @param metrics of the test part at the model's threshold, by key
 * @param divergence that ended the training early; absent otherwise
 * @param convertedFrom the model that had another head; absent for a trained one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record SavedProvenance(
    Provenance program,
    Libraries libraries,
    String model,
    Data data,
    @Nullable SplitRecord split,
    SeedsRecord seeds,
    String engine,
    int epochs,
    int bestEpoch,
    @Nullable Ending ended,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ParentModel> ancestors,
    Map<String, Score> metrics,
    @Nullable String divergence,
    @Nullable Source convertedFrom) {

  @SuppressWarnings("ConstantConditions") // a file may leave keys out
  SavedProvenance {
    Objects.requireNonNull(data, "data is missing");
    ancestors = ancestors == null ? List.of() : List.copyOf(ancestors);
    metrics = metrics == null ? Map.of() : metrics;
  }

  /**
   * The data set, and the rows of each part.
   *
   * @param columns what they are for, and where the data come from
   */
  record Data(String name, String sha256, int train, int validation, int test, Origin columns) {
    Data {
      Objects.requireNonNull(columns, "columns is missing");
    }

    static Data of(Dataset data, Split split) {
      return new Data(
          data.name(),
          data.sha256(),
          split.train().length,
          split.validation().length,
          split.test().length,
          data.origin());
    }
  }

  /** A model file. */
  record Source(String head, String sha256) {}

  static SavedProvenance of(Training training, Trained trained, @Nullable Tested tested) {
    TrainingPlan plan = training.plan();
    Divergence divergence = trained.divergence();
    return new SavedProvenance(
        Provenance.current().withoutPatches(),
        Libraries.current(),
        plan.model().name(),
        Data.of(training.data(), training.split()),
        SplitRecord.of(training.split()),
        SeedsRecord.of(plan),
        trained.engineName(),
        trained.history().size(),
        trained.bestEpoch(),
        trained.ending(),
        training.parents(),
        tested == null ? Map.of() : RunRecord.byKey(tested.metrics()),
        divergence == null ? null : divergence.getMessage(),
        null);
  }

  /** The same with what another threshold or calibration gives. */
  SavedProvenance with(Map<String, Score> measured) {
    return with(measured, convertedFrom);
  }

  /** The same of a model with the other head, made from the one in a file. */
  SavedProvenance convertedFrom(String head, String sha256) {
    return with(metrics, new Source(head, sha256));
  }

  private SavedProvenance with(Map<String, Score> measured, @Nullable Source source) {
    return new SavedProvenance(
        program,
        libraries,
        model,
        data,
        split,
        seeds,
        engine,
        epochs,
        bestEpoch,
        ended,
        ancestors,
        measured,
        divergence,
        source);
  }
}
