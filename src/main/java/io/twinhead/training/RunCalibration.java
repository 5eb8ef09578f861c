package io.twinhead.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Calibrated;
import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.CalibrationGate;
import io.twinhead.evaluation.CalibrationMethod;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import io.twinhead.evaluation.ThresholdObjective;
import io.twinhead.run.Json;
import io.twinhead.run.ResultUpdate;
import io.twinhead.run.Seeds;
import io.twinhead.training.Adjustment.CalibrationPart;
import io.twinhead.training.Adjustment.ThresholdPart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a run's calibration, then its threshold on calibrated rows, on the validation part alone;
 * and writes both into the run. A correction for class weights is part of the model, and stays.
 */
public final class RunCalibration {
  private final SavedRun run;
  private final BinaryPredictions validation;
  private final int[] groups;
  private final Calibration base;
  private final long seed;

  private RunCalibration(SavedRun run) {
    requireTwoClasses(run);
    this.run = run;
    int[] rows = run.split().validation();
    this.validation = run.uncalibrated(run.data(), rows);
    this.groups = run.data().clusters(rows);
    this.base = run.calibration().unfitted();
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
          "%s: its validation part (%s) settles nothing: %s. The choice is made on no other rows: train"
                  .formatted(
                      run.path(),
                      run.data().unit().count(run.split().validation().length),
                      e.getMessage())
              + " again on more data, or ask for another objective or --method",
          e);
    }
  }

  private Adjustment choose(
      @Nullable ThresholdObjective objective, @Nullable CalibrationMethod method) {
    boolean untouched = objective != null && method == null;
    CalibrationMethod inUse = run.calibration().method();
    Calibrated calibrated = calibrated(untouched ? inUse : method);
    Calibration map = untouched ? run.calibration() : base.then(calibrated.calibration());
    return new Adjustment(
        run.path().toString(),
        threshold(objective == null ? objectiveInUse() : objective, map),
        untouched ? CalibrationPart.untouched(calibrated) : CalibrationPart.of(calibrated),
        map);
  }

  private Calibrated calibrated(@Nullable CalibrationMethod method) {
    BinaryPredictions rows = base.apply(validation);
    if (method == CalibrationMethod.NONE) {
      return CalibrationGate.untried(rows);
    }
    long folds = Seeds.derive(seed, "calibration");
    return method == null
        ? CalibrationGate.choose(rows, groups, folds)
        : CalibrationGate.choose(rows, groups, method, folds);
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
      return ThresholdPart.unchosen(run.threshold());
    }
    return ThresholdPart.of(
        objective.chooseWithInterval(
            map.apply(validation), groups, Seeds.derive(seed, "threshold")));
  }

  /**
   * Writes a choice into its run, the model file first: it decides, and the others follow.
   *
   * @param measured how the run does with it
   * @param report on the run with it, as HTML
   * @param card of the model with it, as Markdown
   * @throws InputException if the run is in use, was changed since it was opened, or cannot be
   *     written
   */
  public static void write(
      SavedRun run, Adjustment choice, Evaluation measured, String report, String card) {
    Path model = run.path().resolve(SavedModel.FILE);
    Path record = run.path().resolve(RunDirectory.RECORD);
    SavedHead head = run.saved().head().with(choice.threshold().toThreshold(), choice.chosen());
    try (ResultUpdate update = ResultUpdate.open(run.path())) {
      run.requireUnchanged();
      String text = Json.document(updated(RunFacts.tree(record), choice, measured));
      Map<String, Score> metrics = RunRecord.byKey(measured.scores());
      update.write(SavedModel.FILE, file -> run.saved().copy(model, file, head, metrics));
      update.write(RunDirectory.RECORD, file -> Files.writeString(file, text));
      update.write(RunDirectory.REPORT, file -> Files.writeString(file, report));
      update.write(RunDirectory.CARD, file -> Files.writeString(file, card));
      update.publish();
    }
  }

  private static ObjectNode updated(ObjectNode record, Adjustment choice, Evaluation measured) {
    record.set("threshold", Json.tree(choice.threshold()));
    record.set("calibration", Json.tree(choice.calibration()));
    record.set("metrics", Json.tree(RunRecord.byKey(measured.scores())));
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
