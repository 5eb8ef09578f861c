package io.twinhead.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of the attempt to calibrate.
 *
 * @param method that was tried; the best of them if there were several
 * @param kept whether its cross-fitted log loss is lower than without
 * @param calibration fitted to all rows if kept, else {@link Calibration#NONE}
 * @param before what the rows score as they are
 * @param after what the same rows score when each is calibrated by a map that was not fitted to it
 * @param why it was kept or not, as a sentence
 */
public record Calibrated(
    CalibrationMethod method,
    boolean kept,
    Calibration calibration,
    Scores before,
    Scores after,
    String why) {

  /**
   * How good probabilities are; all three are better when lower.
   *
   * @param logLoss in nats
   * @param brier mean squared error of the probability
   * @param ece expected calibration error over the bins of {@link Reliability}
   */
  public record Scores(@JsonProperty("log_loss") double logLoss, double brier, double ece) {}
}
