package io.twinhead.training;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a training has come. Together with the network's numbers it is all that decides how it
 * goes on: orders of examples, dropout masks and learning rates follow from seed, epoch and step.
 *
 * @param epoch that runs, from 1 on
 * @param next examples of it that were learnt from
 * @param lossSum over those, in nats
 * @param stepSeconds spent on them
 * @param waitSeconds of those without work for the engine
 * @param steps taken in all
 * @param history the epochs that have ended
 * @param bestEpoch of those the one with the lowest validation loss; 0 before the first
 * @param cut whether the last of those ended before all examples, its time being up
 * @param resumed where settings changed on the way
 */
record TrainingState(
    int epoch,
    int next,
    double lossSum,
    double stepSeconds,
    double waitSeconds,
    long steps,
    List<Epoch> history,
    int bestEpoch,
    boolean cut,
    List<Resumed> resumed) {
  /** Before the first step. */
  static final TrainingState START =
      new TrainingState(1, 0, 0, 0, 0, 0, List.of(), 0, false, List.of());

  TrainingState {
    history = List.copyOf(history);
    resumed = List.copyOf(resumed);
  }

  /**
   * After another step.
   *
   * @param loss summed over its examples
   */
  TrainingState step(int examples, double loss, double seconds, double waited) {
    return new TrainingState(
        epoch,
        next + examples,
        lossSum + loss,
        stepSeconds + seconds,
        waitSeconds + waited,
        steps + 1,
        history,
        bestEpoch,
        cut,
        resumed);
  }

  /**
   * After the validation of the epoch that ran.
   *
   * @param cutShort whether examples of it were left
   */
  TrainingState ended(Epoch done, boolean cutShort) {
    List<Epoch> longer = new ArrayList<>(history);
    longer.add(done);
    int best = done.validationLoss() < bestLoss() ? done.epoch() : bestEpoch;
    return new TrainingState(epoch + 1, 0, 0, 0, 0, steps, longer, best, cutShort, resumed);
  }

  /** The same, to be gone on from with other settings. */
  TrainingState changed(List<String> changes) {
    List<Resumed> longer = new ArrayList<>(resumed);
    longer.add(new Resumed(steps, changes));
    return new TrainingState(
        epoch, next, lossSum, stepSeconds, waitSeconds, steps, history, bestEpoch, cut, longer);
  }

  /** Whether the epoch that has just ended is the best. */
  boolean atBest() {
    return next == 0 && bestEpoch > 0 && bestEpoch == epoch - 1;
  }

  /** Steps of the epoch that runs, each of so many examples. */
  int stepsOfEpoch(int batchSize) {
    return (next + batchSize - 1) / batchSize;
  }

  /** Seconds spent in all. */
  double seconds() {
    return stepSeconds + history.stream().mapToDouble(Epoch::seconds).sum();
  }

  private double bestLoss() {
    return bestEpoch == 0 ? Double.POSITIVE_INFINITY : history.get(bestEpoch - 1).validationLoss();
  }
}
