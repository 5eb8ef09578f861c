package io.twinhead.training;

import java.util.List;
import java.util.Locale;

/**
 * What the course of the loss says. A model that learns nothing can still reach the baseline, the
 * entropy of the class prevalence (ln 2 for balanced classes), by always predicting the prevalence.
 *
 * @param kind the finding
 * @param sentence for people, with the figures
 */
public record Judgement(Kind kind, String sentence) {
  /** A best loss above this share of the baseline counts as stuck. */
  static final double STUCK_SHARE = 0.98;

  /** A best loss above this multiple of the baseline is worse than knowing nothing. */
  static final double FAR_FACTOR = 1.5;

  /** A final loss above this multiple of the best one counts as overfitting. */
  static final double OVERFIT_FACTOR = 1.1;

  /** The possible findings. */
  public enum Kind {
    LEARNS,
    STUCK_AT_BASELINE,
    OVERFITS
  }

  /** Judges a history by the baseline of its validation part, in nats. */
  static Judgement of(List<Epoch> history, int bestEpoch, double baseline) {
    Epoch best = history.get(bestEpoch - 1);
    Epoch last = history.get(history.size() - 1);
    if (best.validationLoss() > FAR_FACTOR * baseline) {
      return new Judgement(
          Kind.STUCK_AT_BASELINE,
          text(
              "never comes down to the baseline: validation loss %s, and always predicting the"
                  + " prevalence gives %.4f; the learning rate is too high, or validation examples"
                  + " are unlike training examples",
              loss(best.validationLoss()), baseline));
    }
    if (best.validationLoss() >= STUCK_SHARE * baseline) {
      return new Judgement(
          Kind.STUCK_AT_BASELINE,
          text(
              "gets stuck at the baseline: validation loss %.4f, and always predicting the prevalence"
                  + " gives %.4f; the features may not predict the label, or the learning rate is"
                  + " wrong",
              best.validationLoss(), baseline));
    }
    if (last.validationLoss() > OVERFIT_FACTOR * best.validationLoss()
        && last.trainLoss() < best.trainLoss()) {
      return new Judgement(
          Kind.OVERFITS,
          text(
              "learns, then overfits: validation loss rose from %.4f (epoch %d, kept) to %.4f"
                  + " while the training loss fell; baseline %.4f",
              best.validationLoss(), bestEpoch, last.validationLoss(), baseline));
    }
    return new Judgement(
        Kind.LEARNS,
        text("learns: validation loss %.4f, baseline %.4f", best.validationLoss(), baseline));
  }

  private static String loss(double value) {
    return text(value < 1e6 ? "%.4f" : "%.3g", value);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
