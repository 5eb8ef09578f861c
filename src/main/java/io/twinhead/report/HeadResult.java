package io.twinhead.report;

import io.twinhead.comparison.Arm;
import io.twinhead.comparison.Mistakes;
import io.twinhead.comparison.Mistakes.Mistake;
import io.twinhead.comparison.Outcome;
import io.twinhead.comparison.Outcomes;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What one head achieved, all that a page draws of it.
 *
 * @param name of the head
 * @param runs its trainings
 * @param heldOut predictions for all held-out rows of all trainings
 * @param threshold of its decisions
 * @param metrics of {@code heldOut} at that threshold
 * @param mistakes the most confident first
 */
record HeadResult(
    String name,
    List<Run> runs,
    Predictions heldOut,
    Threshold threshold,
    Map<Metric, Score> metrics,
    List<Mistake> mistakes) {

  static HeadResult of(List<Outcome> all, Arm arm) {
    Outcomes outcomes = new Outcomes(all);
    Predictions pooled = outcomes.pooled(arm);
    return new HeadResult(
        arm.headName(),
        outcomes.of(arm).stream().map(Run::of).toList(),
        pooled,
        Threshold.HALF,
        Metrics.of(pooled, Threshold.HALF),
        Mistakes.of(all, arm));
  }

  Metric.Kind kind() {
    return heldOut.kind();
  }

  /** The word for predictions of several trainings. */
  static String pooled(List<HeadResult> heads) {
    return heads.stream().anyMatch(head -> head.runs().size() > 1) ? ", pooled" : "";
  }

  /** Each head's value of a metric, such as "sigmoid 0.9949, softmax 0.9950". */
  static String values(List<HeadResult> heads, Metric metric) {
    return heads.stream()
        .map(
            head ->
                (heads.size() == 1 ? "" : head.name() + " ")
                    + Numbers.of(head.score(metric).value()))
        .collect(Collectors.joining(", "));
  }

  /** Whether decisions are at another threshold than one half. */
  boolean hasOwnThreshold() {
    return threshold.value() != Threshold.HALF.value();
  }

  /** A metric that is defined. */
  double value(Metric metric) {
    return Objects.requireNonNull(score(metric).value());
  }

  Score score(Metric metric) {
    return Objects.requireNonNull(metrics.get(metric));
  }
}
