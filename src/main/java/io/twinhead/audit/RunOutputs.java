package io.twinhead.audit;

import io.twinhead.evaluation.Calibration;
import io.twinhead.head.Logistic;
import io.twinhead.head.OutputHead;

/**
 * What a finished network says about labelled rows, and how its training went.
 *
 * @param head without distillation
 * @param logits row-major [rows, head.outputs()]
 * @param targets row-major [rows, head.targets()], as the head's loss takes them
 * @param weights of the rows, finite and not negative
 * @param weighedByClass whether training's class weights are among them
 * @param calibration of the log-odds between two classes, for rows of these weights
 * @param distilled whether training losses are distances from a teacher as well
 * @param trainLosses per epoch, in nats; may be empty
 * @param validationLosses per epoch, in nats; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // as many as rows; not compared
record RunOutputs(
    OutputHead head,
    double[] logits,
    float[] targets,
    float[] weights,
    boolean weighedByClass,
    Calibration calibration,
    boolean distilled,
    double[] trainLosses,
    double[] validationLosses) {
  RunOutputs {
    int rows = weights.length;
    if (logits.length != rows * head.outputs() || targets.length != rows * head.targets()) {
      throw new IllegalArgumentException(
          "%d logits and %d targets for %d rows of %s"
              .formatted(logits.length, targets.length, rows, head.description()));
    }
    if (head != head.base()) {
      throw new IllegalArgumentException("not the student's own head: " + head.description());
    }
  }

  /** Outputs of a plain training that nobody has calibrated. */
  RunOutputs(
      OutputHead head,
      double[] logits,
      float[] targets,
      float[] weights,
      double[] trainLosses,
      double[] validationLosses) {
    this(
        head,
        logits,
        targets,
        weights,
        false,
        Calibration.NONE,
        false,
        trainLosses,
        validationLosses);
  }

  int rows() {
    return weights.length;
  }

  double totalWeight() {
    double total = 0;
    for (float weight : weights) {
      total += weight;
    }
    return total;
  }

  /** The weighted mean of the head's loss, in nats; the largest double if it is infinite. */
  double meanLoss() {
    double sum = 0;
    for (int i = 0; i < rows(); i++) {
      sum += weights[i] * head.loss(logits, i, targets);
    }
    return Math.min(sum / totalWeight(), Double.MAX_VALUE);
  }

  /** The same of the probabilities that the model gives, calibration included. */
  double meanCalibratedLoss() {
    if (calibration.equals(Calibration.NONE)) {
      return meanLoss();
    }
    double sum = 0;
    for (int i = 0; i < rows(); i++) {
      double d = calibration.apply(head.logOdds(logits, i));
      sum +=
          weights[i]
              * (targets[i] * Logistic.softplus(-d) + (1 - targets[i]) * Logistic.softplus(d));
    }
    return Math.min(sum / totalWeight(), Double.MAX_VALUE);
  }
}
