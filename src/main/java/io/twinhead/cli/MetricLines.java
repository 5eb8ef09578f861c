package io.twinhead.cli;

import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Score;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Metrics as indented lines, for people. */
final class MetricLines {
  private MetricLines() {}

  /** One line for each metric. */
  static String of(Map<Metric, Score> metrics) {
    String line = "  %-" + width(metrics) + "s %s%n";
    StringBuilder lines = new StringBuilder();
    metrics.forEach(
        (metric, score) ->
            lines.append(String.format(Locale.ROOT, line, metric.key(), of(score, true))));
    return lines.toString();
  }

  /** One line for each metric, with another value of it beside, in columns that have a title. */
  static String of(
      String title, Map<Metric, Score> metrics, String otherTitle, Map<Metric, Score> others) {
    StringBuilder lines = new StringBuilder();
    String line = "  %-" + width(metrics) + "s %-10s %s%n";
    lines.append(String.format(Locale.ROOT, line, "", title, otherTitle));
    metrics.forEach(
        (metric, score) ->
            lines.append(
                String.format(
                    Locale.ROOT,
                    line,
                    metric.key(),
                    of(score, false),
                    of(Objects.requireNonNull(others.get(metric)), true))));
    return lines.toString();
  }

  private static int width(Map<Metric, Score> metrics) {
    return metrics.keySet().stream().mapToInt(m -> m.key().length()).max().orElse(1) + 1;
  }

  private static String of(Score score, boolean reason) {
    return score.defined()
        ? String.format(Locale.ROOT, "%.4f", Objects.requireNonNull(score.value()))
        : reason ? "- (" + score.why() + ")" : "-";
  }
}
