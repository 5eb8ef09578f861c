package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.evaluation.Calibrated;
import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.CalibrationMethod;
import io.twinhead.evaluation.ChosenThreshold;
import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.Threshold;
import io.twinhead.evaluation.ThresholdObjective;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A threshold and a calibration, chosen on the validation part.
 *
 * @param run its directory
 * @param threshold of decisions, on the calibrated probability
 * @param calibration what was tried, and whether it is in use
 * @param chosen the map that is in use
 */
public record Adjustment(
    String run,
    ThresholdPart threshold,
    CalibrationPart calibration,
    @JsonIgnore Calibration chosen) {

  /**
   * The threshold.
   *
   * @param value a probability
   * @param logit the same as log-odds
   * @param objective that it was chosen for
   * @param ci95 of the value, or null
   * @param why there is no interval; null if there is one
   */
  public record ThresholdPart(
      double value,
      double logit,
      String objective,
      @Nullable Interval ci95,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String why) {
    static ThresholdPart of(ChosenThreshold chosen) {
      return of(
          chosen.threshold(),
          chosen.ci95(),
          chosen.ci95() == null
              ? "more than half of the resamples of the validation part cannot meet the objective"
              : null);
    }

    static ThresholdPart unchosen(Threshold threshold) {
      return of(threshold, null, "nobody has chosen the threshold");
    }

    private static ThresholdPart of(
        Threshold threshold, @Nullable Interval ci95, @Nullable String why) {
      return new ThresholdPart(
          threshold.value(), threshold.logit(), threshold.objective(), ci95, why);
    }

    /** Whether an objective was asked for. */
    boolean chosen() {
      return !objective.equals(Threshold.HALF.objective());
    }

    /** What theory says about the threshold of a calibrated model, where it does. */
    public Optional<String> theory() {
      return chosen() ? ThresholdObjective.parse(objective).theory() : Optional.empty();
    }

    public Threshold toThreshold() {
      return new Threshold(value, logit, objective);
    }
  }

  /**
   * The calibration.
   *
   * @param method that was tried, or is in use and was not touched
   * @param kept whether a map of it is in use
   * @param before scores of the validation part without it
   * @param after cross-fitted scores of the same rows with it
   * @param why it is in use or not
   * @param tried whether a map was fitted and put to the test now
   */
  public record CalibrationPart(
      CalibrationMethod method,
      boolean kept,
      Calibrated.Scores before,
      Calibrated.Scores after,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String why,
      @JsonIgnore boolean tried) {
    static CalibrationPart of(Calibrated calibrated) {
      return new CalibrationPart(
          calibrated.method(),
          calibrated.kept(),
          calibrated.before(),
          calibrated.after(),
          calibrated.why(),
          calibrated.method() != CalibrationMethod.NONE);
    }

    /** Of a map that stays, whatever it would score if it were fitted again. */
    static CalibrationPart untouched(Calibrated calibrated) {
      CalibrationMethod method = calibrated.method();
      return new CalibrationPart(
          method,
          method != CalibrationMethod.NONE,
          calibrated.before(),
          calibrated.after(),
          "The calibration stays as it is: %s.".formatted(method.key()),
          false);
    }
  }
}
