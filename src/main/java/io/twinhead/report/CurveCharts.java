package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.text;

import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Reliability;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How well the heads rank rows, and whether their probabilities can be believed. */
record CurveCharts(List<HeadResult> heads, Classes classes) {

  static Html.Element of(List<HeadResult> heads, Classes classes) {
    return new CurveCharts(heads, classes).section();
  }

  private Html.Element section() {
    return Html.section(
        "How good are the probabilities?",
        Chart.key(heads),
        element("div", roc(), precisionRecall(), reliability(), counts()).with("class", "columns"),
        Chart.details("Numbers of the reliability diagram", table()));
  }

  private Html roc() {
    return Chart.of(
        "roc",
        0,
        "ROC curve.",
        "Nearer to the upper left corner is better; the diagonal is guessing. Area: "
            + values(Metric.ROC_AUC)
            + ".",
        "true positive rate against false positive rate; area " + values(Metric.ROC_AUC) + ".");
  }

  private Html precisionRecall() {
    return Chart.of(
        "precision-recall",
        0,
        "Precision and recall.",
        "Nearer to the upper right corner is better; the grey line is the share of %s rows, which guessing reaches. Average precision: %s."
            .formatted(classes.positive(), values(Metric.AVERAGE_PRECISION)),
        "precision against recall; average precision " + values(Metric.AVERAGE_PRECISION) + ".");
  }

  private Html reliability() {
    return Chart.of(
        "reliability",
        0,
        "Reliability.",
        "On the diagonal, of the rows given 70 %% %s, 70 %% are. Calibration error (ECE): %s."
            .formatted(classes.positive(), values(Metric.ECE)),
        "observed share against predicted probability in 15 bins; the table below has the"
            + " numbers.");
  }

  private Html counts() {
    return Chart.of(
        "counts",
        0,
        "Rows per bin of probability.",
        "On a logarithmic scale; a point of the reliability diagram rests on that many rows, and few"
            + " rows make it waver.",
        "held-out predictions in each of 15 bins; the table below has the numbers.");
  }

  /** Such as "sigmoid 0.9949, softmax 0.9950". */
  private String values(Metric metric) {
    return heads.stream()
        .map(
            head ->
                (heads.size() == 1 ? "" : head.name() + " ")
                    + Numbers.of(head.score(metric).value()))
        .collect(Collectors.joining(", "));
  }

  private Html table() {
    List<String> columns = new ArrayList<>(List.of("Bin"));
    for (HeadResult head : heads) {
      columns.add(head.name() + " rows");
      columns.add(head.name() + " predicted");
      columns.add(head.name() + " observed");
    }
    List<List<Reliability.Bin>> bins =
        heads.stream().map(head -> Reliability.of(head.heldOut()).bins()).toList();
    List<List<Html>> rows =
        IntStream.range(0, Reliability.BINS)
            .mapToObj(k -> row(bins.stream().map(head -> head.get(k)).toList()))
            .toList();
    return new DataTable("Mean predicted probability and observed share by bin", columns, rows)
        .html();
  }

  private static List<Html> row(List<Reliability.Bin> bins) {
    List<Html> row = new ArrayList<>();
    row.add(text("%.3f to %.3f".formatted(bins.get(0).low(), bins.get(0).high())));
    for (Reliability.Bin bin : bins) {
      row.add(text(Numbers.count(bin.count())));
      row.add(text(Numbers.of(bin.meanPredicted())));
      row.add(text(Numbers.of(bin.observedShare())));
    }
    return row;
  }
}
