package io.twinhead.audit;

import io.twinhead.evaluation.Predictions;
import io.twinhead.head.OutputHead;

/**
 * How many rows are so decided that little is left to learn from them, or to tell them apart by.
 *
 * @param exactInFloat rows with a probability that float32 rounds to exactly 0 or 1, so that a loss
 *     computed from it, and not from the logit, is infinite or clipped
 * @param flat rows with a probability where the slope p (1 - p) is below 0.001; at 0.25 it is
 *     steepest
 */
public record Saturation(int exactInFloat, int flat) {
  static Saturation of(RunOutputs run) {
    OutputHead head = run.head();
    double[] p = new double[head.outputs()];
    int exact = 0;
    int flat = 0;
    for (int i = 0; i < run.rows(); i++) {
      head.probabilities(run.logits(), i, p);
      exact += hasExact(p) ? 1 : 0;
      flat += hasFlat(p) ? 1 : 0;
    }
    return new Saturation(exact, flat);
  }

  private static boolean hasExact(double... probabilities) {
    for (double p : probabilities) {
      if ((float) p == 0 || (float) p == 1) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasFlat(double... probabilities) {
    for (double p : probabilities) {
      if (Predictions.isFlat(p)) {
        return true;
      }
    }
    return false;
  }
}
