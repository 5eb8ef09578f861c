package io.twinhead.comparison;

import io.twinhead.dataset.Dataset;
import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.PairedResult;
import io.twinhead.run.Seeds;
import java.util.Optional;

/** From scores to intervals, by a method that fits how the held-out parts came about. */
sealed interface Inference permits ResampledInference, FixedTestInference {
  /** The difference softmax - sigmoid; empty if it cannot be inferred. */
  Optional<PairedResult> paired(Metric metric);

  /** The 95 % interval of one head's mean. */
  Optional<Interval> interval(Arm arm, Metric metric);

  /** The 95 % interval of the mean absolute difference between two sigmoid runs. */
  Optional<Interval> noise(Metric metric);

  /**
   * The difference that training again with other random numbers alone explains (95 %), as far as
   * {@link #paired} does not count it already; infinite when one seed does not let it be known.
   */
  double trainingChance(Metric metric);

  /** The method's name, for the record. */
  String method(Metric metric);

  /** Why nothing can be inferred from values that are all defined. */
  String gap(Metric metric);

  static Inference of(Dataset data, ComparisonPlan plan, Outcomes outcomes) {
    if (data.hasTestSplit()) {
      return new FixedTestInference(outcomes, Seeds.derive(plan.seeds().get(0), "bootstrap"));
    }
    return new ResampledInference(outcomes, data.timeOrdered());
  }

  /** What is left of an interval for a figure that cannot be negative. */
  static Interval notBelowZero(Interval interval) {
    return new Interval(Math.max(0, interval.low()), Math.max(0, interval.high()));
  }
}
