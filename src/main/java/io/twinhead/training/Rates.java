package io.twinhead.training;

import io.twinhead.config.Schedule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The learning rate in the course of a training, as a factor on the updater's own. It follows from
 * the step and from the epochs that have ended, so nothing of it needs to be kept.
 *
 * @param schedule after the warm-up
 * @param warmup epochs in which a factor rises evenly from 0 to 1, on top of the schedule
 */
public record Rates(Schedule schedule, double warmup) {
  /** The updater's own rate all the time. */
  public static final Rates CONSTANT = new Rates(Schedule.CONSTANT, 0);

  /**
   * The factor for a step.
   *
   * @param step of the training, from 0
   * @param stepsPerEpoch at least 1
   * @param epochs that the training may take
   * @param history the epochs that have ended
   */
  double factor(long step, int stepsPerEpoch, int epochs, List<Epoch> history) {
    double done = (double) step / stepsPerEpoch;
    double rising =
        Math.min(1, (done + 1.0 / stepsPerEpoch) / warmup); // 1 or NaN without a warm-up
    return (warmup > 0 ? rising : 1) * scheduled(done, epochs, history);
  }

  private double scheduled(double done, int epochs, List<Epoch> history) {
    return switch (schedule.kind()) {
      case CONSTANT -> 1;
      case STEP -> Math.pow(of(schedule.factor()), Math.floor(done / of(schedule.every())));
      case COSINE -> cosine(done, epochs);
      case PLATEAU -> Math.pow(of(schedule.factor()), plateaus(history));
    };
  }

  /** Loshchilov and Hutter, "SGDR", 2017, formula 5, one period long, after the warm-up. */
  private double cosine(double done, int epochs) {
    double share = Math.min(1, Math.max(0, done - warmup) / Math.max(1e-9, epochs - warmup));
    double last = of(schedule.last());
    return last + (1 - last) * (1 + Math.cos(Math.PI * share)) / 2;
  }

  /** How often the validation loss has stayed above its minimum for as long as patience lasts. */
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
