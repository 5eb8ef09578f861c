package io.twinhead.report;

import io.twinhead.comparison.Arm;
import io.twinhead.comparison.Mistakes;
import io.twinhead.comparison.Mistakes.Mistake;
import io.twinhead.comparison.Outcome;
import io.twinhead.comparison.Outcomes;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one head achieved, all that a page draws of it.
 *
 * @param name of the head
 * @param runs its trainings
 * @param heldOut predictions for all held-out rows of all trainings
 * @param metrics of {@code heldOut} at threshold one half
 * @param mistakes the most confident first
 */
record HeadResult(
    String name,
    List<Run> runs,
    BinaryPredictions heldOut,
    Map<Metric, Score> metrics,
    List<Mistake> mistakes) {

  static HeadResult of(List<Outcome> all, Arm arm) {
    Outcomes outcomes = new Outcomes(all);
    BinaryPredictions pooled = outcomes.pooled(arm);
    return new HeadResult(
        arm.head().name(),
        outcomes.of(arm).stream().map(Run::of).toList(),
        pooled,
        Metrics.of(pooled, Threshold.HALF),
        Mistakes.of(all, arm));
  }

  Score score(Metric metric) {
    return Objects.requireNonNull(metrics.get(metric));
  }
}
