package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.evaluation.Calibrated;
import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.CalibrationMethod;
import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.PriorShift;
import io.twinhead.evaluation.Threshold;
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

  /** The part of the map that was there before: the correction for class weights. */
  Calibration base() {
    return base(chosen);
  }

  /** The part of a map that a new choice leaves in place. */
  static Calibration base(Calibration map) {
    return map.steps().stream()
        .filter(PriorShift.class::isInstance)
        .reduce(Calibration.NONE, Calibration::then);
  }

  /**
   * The threshold.
   *
   * @param value a probability
   * @param logit the same as log-odds
   * @param objective that it was chosen for
   * @param ci95 of the value; null if it was not chosen, or the rows do not settle it
   */
  public record ThresholdPart(
      double value, double logit, String objective, @Nullable Interval ci95) {
    static ThresholdPart of(Threshold threshold, @Nullable Interval ci95) {
      return new ThresholdPart(threshold.value(), threshold.logit(), threshold.objective(), ci95);
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
   */
  public record CalibrationPart(
      CalibrationMethod method,
      boolean kept,
      Calibrated.Scores before,
      Calibrated.Scores after,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String why) {
    static CalibrationPart of(Calibrated calibrated) {
      return new CalibrationPart(
          calibrated.method(),
          calibrated.kept(),
          calibrated.before(),
          calibrated.after(),
          calibrated.why());
    }
  }
}
