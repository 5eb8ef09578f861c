package io.twinhead.training;

import io.twinhead.dataset.Examples;
import io.twinhead.training.RateRange.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Trains a network that is thrown away, at a learning rate that grows with each step. */
final class RangeTest {
  private static final double LOWEST = 1e-7;
  private static final double HIGHEST = 10;

  /** Of at most so many; small data are passed over again and again. */
  private static final int STEPS = 200;

  /** Before that many, no loss is compared with the minimum: that of the first is noise. */
  private static final int LEAST_STEPS = 20;

  /** The smoothed loss has risen to so many times its minimum when training has diverged. */
  private static final double MULTIPLE = 4;

  /** Weight of what was before in the moving average. */
  private static final double MEMORY = 0.9;

  /** Standard deviation of the smoothed loss in terms of that of independent losses. */
  static final double SMOOTHED_NOISE = Math.sqrt((1 - MEMORY) / (1 + MEMORY));

  private RangeTest() {}

  /**
   * Takes the steps.
   *
   * @param plan whose schedule is left aside
   * @throws Divergence if the first loss is not finite
   * @throws CancellationException if the thread is interrupted
   */
  static RateRange run(TrainingPlan plan, Examples examples) {
    List<Point> points = new ArrayList<>();
    double own = plan.model().updater().learningRate();
    double sum = 0;
    double lowest = Double.POSITIVE_INFINITY;
    try (Stepper stepper = Stepper.of(plan, examples)) {
      for (int step = 0; step < STEPS; step++) {
        requireNotInterrupted(step);
        double rate = LOWEST * Math.pow(HIGHEST / LOWEST, step / (STEPS - 1.0));
        double loss = stepper.step(rate / own) / examples.targets().lossTerms();
        sum = MEMORY * sum + (1 - MEMORY) * loss;
        double smoothed = sum / (1 - Math.pow(MEMORY, step + 1)); // as Adam corrects its moments
        points.add(new Point(rate, loss, smoothed));
        lowest = Math.min(lowest, smoothed);
        if (step >= LEAST_STEPS && smoothed > MULTIPLE * lowest) {
          return RateRange.of(points, true);
        }
      }
    } catch (Divergence e) {
      if (points.isEmpty()) {
        throw e;
      }
      return RateRange.of(points, true);
    }
    return RateRange.of(points, false);
  }

  private static void requireNotInterrupted(int step) {
    if (Thread.interrupted()) {
      throw new CancellationException("interrupted in step " + (step + 1));
    }
  }
}
