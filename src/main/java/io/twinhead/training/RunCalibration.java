package io.twinhead.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Calibrated;
import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.CalibrationGate;
import io.twinhead.evaluation.CalibrationMethod;
import io.twinhead.evaluation.ChosenThreshold;
import io.twinhead.evaluation.PriorShift;
import io.twinhead.evaluation.Threshold;
import io.twinhead.evaluation.ThresholdObjective;
import io.twinhead.run.Json;
import io.twinhead.run.ResultUpdate;
import io.twinhead.run.Seeds;
import io.twinhead.training.Adjustment.CalibrationPart;
import io.twinhead.training.Adjustment.ThresholdPart;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a run's calibration, then its threshold on calibrated rows, on the validation part alone;
 * and writes both into the run. A correction for class weights is part of the model, and stays.
 */
public final class RunCalibration {
  private final SavedRun run;
  private final BinaryPredictions validation;
  private final Calibration base;
  private final long seed;

  private RunCalibration(SavedRun run) {
    requireTwoClasses(run);
    this.run = run;
    this.validation =
        run.uncalibrated(run.preprocessing().apply(run.data(), run.split().validation()));
    this.base = Adjustment.base(run.calibration());
    this.seed = run.saved().trunk().seed();
  }

  /**
   * Chooses, without writing anything.
   *
   * @param objective of the threshold; null to keep it, or its objective if the calibration changes
   * @param method to try; null to keep what there is if there is an objective, else to try all that
   *     suit the rows
   * @throws InputException if the run's rows cannot be found again, or settle nothing
   */
  public static Adjustment choose(
      SavedRun run, @Nullable ThresholdObjective objective, @Nullable CalibrationMethod method) {
    try {
      return new RunCalibration(run).choose(objective, method);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "%s: the validation part settles nothing: %s".formatted(run.path(), e.getMessage()), e);
    }
  }

  private Adjustment choose(
      @Nullable ThresholdObjective objective, @Nullable CalibrationMethod method) {
    boolean untouched = objective != null && method == null;
    Calibrated calibrated = calibrated(untouched ? methodInUse() : method);
    Calibration map = untouched ? run.calibration() : base.then(calibrated.calibration());
    return new Adjustment(
        run.path().toString(),
        threshold(objective == null ? objectiveInUse() : objective, map),
        CalibrationPart.of(calibrated),
        map);
  }

  private Calibrated calibrated(@Nullable CalibrationMethod method) {
    BinaryPredictions rows = base.apply(validation);
    long folds = Seeds.derive(seed, "calibration");
    return method == null
        ? CalibrationGate.choose(rows, folds)
        : CalibrationGate.choose(rows, method, folds);
  }

  private CalibrationMethod methodInUse() {
    return run.calibration().steps().stream()
        .filter(step -> !(step instanceof PriorShift))
        .map(step -> Json.tree(step).get("method").textValue())
        .map(CalibrationMethod::ofKey)
        .findFirst()
        .orElse(CalibrationMethod.NONE);
  }

  /** Null for one half, which is no choice. */
  private @Nullable ThresholdObjective objectiveInUse() {
    String objective = run.threshold().objective();
    return objective.equals(Threshold.HALF.objective())
        ? null
        : ThresholdObjective.parse(objective);
  }

  private ThresholdPart threshold(@Nullable ThresholdObjective objective, Calibration map) {
    if (objective == null) {
      return ThresholdPart.of(run.threshold(), null);
    }
    ChosenThreshold chosen =
        objective.chooseWithInterval(map.apply(validation), Seeds.derive(seed, "threshold"));
    return ThresholdPart.of(chosen.threshold(), chosen.ci95());
  }

  /**
   * Writes a choice into its run, the model file first: it decides, and the others follow.
   *
   * @param measured how the run does with it
   * @param report on the run with it, as HTML
   * @throws InputException if the run is in use, or cannot be written
   */
  public static void write(SavedRun run, Adjustment choice, Evaluation measured, String report) {
    Path model = run.path().resolve(SavedModel.FILE);
    Path record = run.path().resolve(RunDirectory.RECORD);
    SavedHead head = run.saved().head().with(choice.threshold().toThreshold(), choice.chosen());
    String text = Json.document(updated(RunFacts.tree(record), choice, measured));
    try (ResultUpdate update = ResultUpdate.open(run.path())) {
      update.replace(SavedModel.FILE, file -> SavedModel.copy(model, file, head));
      update.replace(RunDirectory.RECORD, file -> Files.writeString(file, text));
      update.replace(RunDirectory.REPORT, file -> Files.writeString(file, report));
    }
  }

  private static ObjectNode updated(ObjectNode record, Adjustment choice, Evaluation measured) {
    record.set("threshold", Json.tree(choice.threshold()));
    record.set("calibration", Json.tree(choice.calibration()));
    record.set("metrics", Json.tree(measured.byKey()));
    return record;
  }

  private static void requireTwoClasses(SavedRun run) {
    if (run.task() != Task.BINARY) {
      throw new InputException(
          "%s: is a %s model, and thresholds and calibration are chosen for two classes only"
              .formatted(run.path(), run.task()));
    }
  }
}
