package io.twinhead.report;

import io.twinhead.comparison.Comparison;
import io.twinhead.comparison.Comparison.MetricSummary;
import io.twinhead.comparison.Comparison.NoiseFloor;
import io.twinhead.comparison.Comparison.PairedSummary;
import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a comparison says about one metric.
 *
 * @param primary whether the verdict rests on it
 */
record MetricRow(
    Metric metric,
    boolean primary,
    MetricSummary sigmoid,
    MetricSummary softmax,
    PairedSummary paired,
    NoiseFloor noise) {

  /** One row per metric, in the comparison's order. */
  static List<MetricRow> of(Comparison comparison) {
    Heads heads = Heads.of(comparison);
    return comparison.paired().keySet().stream()
        .map(
            key ->
                new MetricRow(
                    Metric.ofKey(key),
                    key.equals(comparison.primary()),
                    get(heads.sigmoid().metrics(), key),
                    get(heads.softmax().metrics(), key),
                    get(comparison.paired(), key),
                    get(comparison.noiseFloor(), key)))
        .toList();
  }

  /** The word for whether the heads were shown to be equivalent. */
  String equivalent() {
    Boolean equivalent = paired.equivalent();
    return equivalent == null ? Numbers.UNDEFINED : equivalent ? "yes" : "no";
  }

  /** Half the width of an interval; null without one. */
  static @Nullable Double halfWidth(@Nullable Interval interval) {
    return interval == null ? null : (interval.high() - interval.low()) / 2;
  }

  /** Why values are missing, each reason once, naming what it holds for. */
  static List<String> footnotes(List<MetricRow> rows) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (MetricRow row : rows) {
      row.reasons()
          .forEach(
              (reason, where) ->
                  byReason
                      .computeIfAbsent(reason, r -> new ArrayList<>())
                      .add(row.metric.key() + " (" + String.join(", ", where) + ")"));
    }
    return byReason.entrySet().stream()
        .map(entry -> String.join(", ", entry.getValue()) + ": " + entry.getKey())
        .toList();
  }

  /** Reason to what it holds for; a difference lacks a value for the reason that its heads do. */
  private Map<String, List<String>> reasons() {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    note(reasons, sigmoid.why(), "sigmoid");
    note(reasons, softmax.why(), "softmax");
    if (paired.why() != null && !reasons.containsKey(paired.why())) {
      note(reasons, paired.why(), "difference");
    }
    return reasons;
  }

  private static void note(
      Map<String, List<String>> reasons, @Nullable String reason, String where) {
    if (reason != null) {
      reasons.computeIfAbsent(reason, r -> new ArrayList<>()).add(where);
    }
  }

  private static <V> V get(Map<String, V> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }
}
