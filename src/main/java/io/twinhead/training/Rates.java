package io.twinhead.training;

import io.twinhead.config.Schedule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The learning rate in the course of a training, as a factor on the updater's own. It follows from
 * the step and from the epochs that have ended, so nothing of it needs to be kept.
 *
 * @param schedule whose factor the warm-up's multiplies; a cosine begins after the warm-up, steps
 *     and plateaus count epochs from the first on
 * @param warmup epochs in which a factor rises evenly to 1, which their last step has; the first
 *     has one part in as many as they have steps (Goyal et al., "Accurate, Large Minibatch SGD",
 *     2017)
 */
public record Rates(Schedule schedule, double warmup) {
  /** The updater's own rate all the time. */
  public static final Rates CONSTANT = new Rates(Schedule.CONSTANT, 0);

  /**
   * The factor for a step.
   *
   * @param step of the training, from 0, counted as if no epoch had been cut short
   * @param stepsPerEpoch at least 1
   * @param epochs that the training may take
   * @param history the epochs that have ended
   */
  double factor(long step, int stepsPerEpoch, int epochs, List<Epoch> history) {
    double rising = warmup == 0 ? 1 : Math.min(1, (step + 1) / (warmup * stepsPerEpoch));
    return rising
        * switch (schedule.kind()) {
          case CONSTANT -> 1;
          case STEP -> Math.pow(of(schedule.factor()), step / stepsPerEpoch / every());
          case COSINE -> cosine((double) step / stepsPerEpoch, epochs);
          case PLATEAU -> Math.pow(of(schedule.factor()), plateaus(history));
        };
  }

  private int every() {
    return Objects.requireNonNull(schedule.every());
  }

  /** Loshchilov and Hutter, "SGDR", 2017, formula 5, one period long, after the warm-up. */
  private double cosine(double done, int epochs) {
    double last = of(schedule.last());
    double share = done <= warmup ? 0 : (done - warmup) / Math.max(done - warmup, epochs - warmup);
    return last + (1 - last) * (1 + Math.cos(Math.PI * share)) / 2;
  }

  /**
   * How often the validation loss has stayed at or above its minimum for as long as patience lasts,
   * counted anew after each time: the rule of early stopping, and of Keras. PyTorch reduces one
   * epoch later, when it has been <em>more</em> than its patience.
   */
  private int plateaus(List<Epoch> history) {
    int plateaus = 0;
    int stale = 0;
    double best = Double.POSITIVE_INFINITY;
    for (Epoch epoch : history) {
      stale = epoch.validationLoss() < best ? 0 : stale + 1;
      best = Math.min(best, epoch.validationLoss());
      if (stale >= of(schedule.patience())) {
        plateaus++;
        stale = 0;
      }
    }
    return plateaus;
  }

  private static double of(@Nullable Number number) {
    return Objects.requireNonNull(number).doubleValue();
  }
}
