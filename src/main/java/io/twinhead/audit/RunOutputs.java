package io.twinhead.audit;

import io.twinhead.config.InputException;
import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Targets;
import io.twinhead.evaluation.Calibration;
import io.twinhead.head.Logistic;
import io.twinhead.head.OutputHead;
import io.twinhead.training.SavedRun;

/**
 * What a finished network says about labelled rows, and how its training went.
 *
 * @param head without distillation
 * @param logits row-major [rows, head.outputs()]
 * @param targets row-major [rows, head.targets()], as the head's loss takes them
 * @param weights of the rows, finite and not negative
 * @param calibration of the log-odds between two classes
 * @param trainLosses per epoch, in nats; may be empty
 * @param validationLosses per epoch, in nats; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // as many as rows; not compared
public record RunOutputs(
    OutputHead head,
    double[] logits,
    float[] targets,
    float[] weights,
    Calibration calibration,
    double[] trainLosses,
    double[] validationLosses) {
  public RunOutputs {
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

  /** Outputs that nobody has calibrated. */
  public RunOutputs(
      OutputHead head,
      double[] logits,
      float[] targets,
      float[] weights,
      double[] trainLosses,
      double[] validationLosses) {
    this(head, logits, targets, weights, Calibration.NONE, trainLosses, validationLosses);
  }

  /**
   * The test part of a run.
   *
   * @throws InputException if its rows cannot be found again
   */
  static RunOutputs ofTestPart(SavedRun run) {
    Examples test = run.preprocessing().apply(run.data(), run.split().test());
    LossHistory history = LossHistory.read(run.path(), test.targets().lossTerms());
    return new RunOutputs(
        run.head().base(),
        run.logits(test.features()),
        targets(test.targets()),
        test.weights(),
        run.calibration(),
        history.train(),
        history.validation());
  }

  private static float[] targets(Targets targets) {
    float[] values = new float[targets.size() * targets.width()];
    for (int i = 0; i < targets.size(); i++) {
      targets.copyTo(i, values, i * targets.width());
    }
    return values;
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
