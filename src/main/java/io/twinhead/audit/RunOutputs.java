package io.twinhead.audit;

import io.twinhead.head.OutputHead;

/**
 * What a finished network says about labelled rows, and how its training went.
 *
 * @param head without distillation
 * @param logits row-major [rows, head.outputs()]
 * @param targets row-major [rows, head.targets()], as the head's loss takes them
 * @param weights of the rows, finite and not negative
 * @param trainLosses per epoch, in nats; may be empty
 * @param validationLosses per epoch, in nats; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // as many as rows; not compared
public record RunOutputs(
    OutputHead head,
    double[] logits,
    float[] targets,
    float[] weights,
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

  /** The weighted mean of the head's loss, in nats. */
  double meanLoss() {
    double sum = 0;
    for (int i = 0; i < rows(); i++) {
      sum += weights[i] * head.loss(logits, i, targets);
    }
    return sum / totalWeight();
  }
}
