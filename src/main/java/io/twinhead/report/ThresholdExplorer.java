package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.text;

import io.twinhead.evaluation.BinaryPredictions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the heads decide at a threshold that the reader chooses; at first it is the model's. */
record ThresholdExplorer(List<HeadResult> heads, List<List<Decisions>> decisions, Classes classes) {

  static Html.Element of(List<HeadResult> heads, Classes classes) {
    List<List<Decisions>> decisions =
        heads.stream().map(head -> Decisions.of((BinaryPredictions) head.heldOut())).toList();
    return new ThresholdExplorer(heads, decisions, classes).section();
  }

  private Html.Element section() {
    return Html.section(
        "What changes with the threshold?",
        element(
            "p",
            "A row is predicted %s when its probability is at least the threshold. All %s%s.%s"
                .formatted(
                    classes.positive(),
                    Numbers.count(heads.get(0).heldOut().size(), "held-out prediction"),
                    HeadResult.pooled(heads),
                    own())),
        slider(),
        element("div", IntStream.range(0, heads.size()).mapToObj(this::matrix).toList())
            .with("class", "columns matrices"),
        element("div", scores(), element("div", charts()).with("class", "tiles"))
            .with("class", "explorer"),
        Chart.details(
            "Numbers at every tenth",
            IntStream.range(0, heads.size()).mapToObj(this::table).toArray(Html[]::new)));
  }

  /** The step at first; of several heads, which decide at one half, the same. */
  private int start() {
    return Decisions.nearest(heads.get(0).threshold());
  }

  private String own() {
    HeadResult head = heads.get(0);
    return head.hasOwnThreshold()
        ? " The model decides at %s, chosen for %s: the dashed lines. The slider starts at %s, the nearest of its steps."
            .formatted(
                Numbers.trimmed(head.threshold().value()),
                head.threshold().objective(),
                Decisions.label(start()))
        : "";
  }

  private Html slider() {
    return element(
            "div",
            element("label", "Threshold").with("for", "slider"),
            element("input")
                .with("type", "range")
                .with("id", "slider")
                .with("min", "0")
                .with("max", "1")
                .with("step", "0.01")
                .with("list", "own-threshold")
                .with("value", Decisions.label(start())),
            element("datalist", element("option").with("value", Decisions.label(start())))
                .with("id", "own-threshold"),
            element("output", Decisions.label(start()))
                .with("id", "threshold-value")
                .with("for", "slider")
                .with("aria-live", "polite"))
        .with("class", "slider");
  }

  private Html matrix(int head) {
    List<String> cells = decisions.get(head).get(start()).cells();
    return new DataTable(
            heads.get(head).name() + ": rows by true and predicted class",
            List.of(
                "true class", "predicted " + classes.negative(), "predicted " + classes.positive()),
            List.of(
                List.of(
                    text(classes.negative()),
                    value(head, "cell", 0, cells, "right"),
                    value(head, "cell", 1, cells, "wrong")),
                List.of(
                    text(classes.positive()),
                    value(head, "cell", 2, cells, "wrong"),
                    value(head, "cell", 3, cells, "right"))))
        .html();
  }

  private Html scores() {
    List<List<Html>> rows = new ArrayList<>();
    for (int metric = 0; metric < Decisions.METRICS.size(); metric++) {
      List<Html> row = new ArrayList<>();
      row.add(text(Decisions.METRICS.get(metric).title()));
      for (int head = 0; head < heads.size(); head++) {
        List<String> scores = decisions.get(head).get(start()).scores();
        row.add(value(head, "score", metric, scores, "score"));
      }
      rows.add(row);
    }
    return new DataTable("Metrics at this threshold, over these predictions", columns(), rows)
        .html();
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("Metric"));
    heads.forEach(head -> columns.add(head.name()));
    return columns;
  }

  /** A number that the script replaces. */
  private static Html value(int head, String kind, int index, List<String> values, String css) {
    return element("span", values.get(index))
        .with("class", css)
        .with("data-head", String.valueOf(head))
        .with("data-" + kind, String.valueOf(index));
  }

  private List<Html> charts() {
    List<Html> charts = new ArrayList<>(List.of(Chart.key(heads)));
    for (int metric = 0; metric < Decisions.METRICS.size(); metric++) {
      charts.add(
          Chart.of(
              "metric",
              metric,
              Decisions.METRICS.get(metric).title(),
              "",
              "its course over thresholds from 0 to 1; the table below has the numbers."));
    }
    return charts;
  }

  private Html table(int head) {
    List<String> columns = new ArrayList<>(List.of("Threshold"));
    Decisions.METRICS.forEach(metric -> columns.add(metric.key().replace('_', ' ')));
    List<List<Html>> rows =
        IntStream.rangeClosed(0, 10)
            .map(tenth -> tenth * Decisions.STEPS / 10)
            .mapToObj(
                step ->
                    Stream.concat(
                            Stream.of(Decisions.label(step)),
                            decisions.get(head).get(step).scores().stream())
                        .map(Html::text)
                        .toList())
            .toList();
    return new DataTable(heads.get(head).name() + ": metrics by threshold", columns, rows).html();
  }
}
