package io.twinhead.comparison;

import io.twinhead.evaluation.CorrectedResampledT;
import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.PairedResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Several held-out parts, whose training parts overlap: the corrected resampled t.
 *
 * <p>Folds are redrawn for each seed, so each of seeds x folds values counts. Blocks in time order
 * are the same for each seed, so seeds are averaged first, and each fold counts once.
 */
final class ResampledInference implements Inference {
  private final Outcomes outcomes;
  private final boolean timeOrdered;
  private final double testToTrainRatio;

  ResampledInference(Outcomes outcomes, boolean timeOrdered) {
    this.outcomes = outcomes;
    this.timeOrdered = timeOrdered;
    this.testToTrainRatio =
        timeOrdered ? outcomes.testToKnownRatio() : 1.0 / (outcomes.folds() - 1);
  }

  @Override
  public Optional<PairedResult> paired(Metric metric) {
    return CorrectedResampledT.of(
        sample(outcomes.differences(metric, Arm.SIGMOID, Arm.SOFTMAX)), testToTrainRatio);
  }

  @Override
  public Optional<Interval> interval(Arm arm, Metric metric) {
    return CorrectedResampledT.interval95(sample(outcomes.values(arm, metric)), testToTrainRatio);
  }

  @Override
  public Optional<Interval> noise(Metric metric) {
    return CorrectedResampledT.interval95(sample(outcomes.noise(metric)), testToTrainRatio)
        .map(Inference::notBelowZero);
  }

  /** Every fold is trained anew, so the interval holds that chance already. */
  @Override
  public double trainingChance(Metric metric) {
    return 0;
  }

  @Override
  public String method(Metric metric) {
    return timeOrdered ? "corrected resampled t, one value per block" : "corrected resampled t";
  }

  @Override
  public String gap(Metric metric) {
    return "fewer than two splits, or the same difference on all of them";
  }

  private double[] sample(List<@Nullable Double> values) {
    return Outcomes.defined(timeOrdered ? outcomes.perFold(values) : values);
  }
}
