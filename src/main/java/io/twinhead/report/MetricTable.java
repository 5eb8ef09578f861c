package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.text;

import io.twinhead.comparison.Comparison.MetricSummary;
import io.twinhead.comparison.Comparison.PairedSummary;
import io.twinhead.evaluation.Interval;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every metric of both heads, with its intervals. */
final class MetricTable {
  private MetricTable() {}

  static Html of(List<MetricRow> rows) {
    return new DataTable(
            "Means over all trainings, with 95 % intervals",
            List.of(
                "Metric",
                "sigmoid",
                "softmax",
                "softmax - sigmoid",
                "margin",
                "equivalent?",
                "noise floor"),
            rows.stream().map(MetricTable::cells).toList())
        .html();
  }

  /** Why values are missing; nothing when all are there. */
  static List<Html> footnotes(List<MetricRow> rows) {
    return MetricRow.footnotes(rows).stream()
        .<Html>map(note -> element("p", note).with("class", "note"))
        .toList();
  }

  private static List<Html> cells(MetricRow row) {
    PairedSummary paired = row.paired();
    return List.of(
        name(row),
        mean(row.sigmoid()),
        mean(row.softmax()),
        cell(
            Numbers.signed(paired.difference()),
            interval("90 %: ", paired.ci90()),
            interval("95 %: ", paired.ci95())),
        text(Numbers.trimmed(paired.margin())),
        element("strong", row.equivalent()).with("data-equivalent", row.equivalent()),
        cell(Numbers.of(row.noise().meanAbsDifference()), interval("", row.noise().ci95())));
  }

  private static Html name(MetricRow row) {
    return row.primary()
        ? element("span", text(row.metric().title()), element("small", "primary: decides"))
        : text(row.metric().title());
  }

  private static Html mean(MetricSummary summary) {
    return cell(Numbers.of(summary.mean()), interval("", summary.ci95()));
  }

  private static Html cell(String value, Html... intervals) {
    return element("span", Stream.concat(Stream.of(text(value)), Stream.of(intervals)).toList());
  }

  private static Html interval(String label, @Nullable Interval interval) {
    return interval == null
        ? text("")
        : element(
            "small", label + Numbers.of(interval.low()) + " to " + Numbers.of(interval.high()));
  }
}
