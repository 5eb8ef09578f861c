package io.twinhead.audit;

import io.twinhead.training.Judgement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the course of the training loss says. */
final class LossRules {
  /**
   * A last loss above this multiple of the lowest one, and above the first, counts as diverging.
   */
  private static final double DIVERGED = 1.5;

  private LossRules() {}

  /**
   * Checks one training.
   *
   * @param trainLosses by epoch, in nats
   * @param judgement of the validation loss; null if it is not known
   * @param sentence of the judgement, without its subject, which is the training
   */
  static List<Finding> check(
      String where, double[] trainLosses, Judgement.@Nullable Kind judgement, String sentence) {
    List<Finding> findings = new ArrayList<>();
    if (diverges(trainLosses)) {
      findings.add(
          Rule.DIVERGED.at(
              where,
              String.format(
                  Locale.ROOT,
                  "The training loss went from %.4f down to %.4f and ended at %.4f (epoch %d).",
                  trainLosses[0],
                  lowest(trainLosses),
                  trainLosses[trainLosses.length - 1],
                  trainLosses.length),
              "reduce the learning rate in the model file, or look for extreme values in the data"
                  + " (--scaling logistic tames them)"));
    } else if (judgement == Judgement.Kind.STUCK_AT_BASELINE) {
      findings.add(
          Rule.STUCK.at(
              where,
              "The training " + sentence + ".",
              "try another learning rate and --scaling standard; check that the label belongs to"
                  + " these features"));
    } else if (judgement == Judgement.Kind.OVERFITS) {
      findings.add(
          Rule.OVERFITS.at(
              where,
              "The training " + sentence + ".",
              "expect no more from training longer; more data, dropout, l2 or a smaller model help"));
    }
    return findings;
  }

  private static boolean diverges(double[] losses) {
    if (losses.length < 2) {
      return false;
    }
    double last = losses[losses.length - 1];
    return last > DIVERGED * lowest(losses) && last > losses[0];
  }

  private static double lowest(double[] losses) {
    return Arrays.stream(losses).min().orElseThrow();
  }
}
