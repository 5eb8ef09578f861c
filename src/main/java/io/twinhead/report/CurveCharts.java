package io.twinhead.report;

import static io.twinhead.report.Html.element;

import io.twinhead.evaluation.Metric;
import java.util.List;

/** How well the heads rank rows, and whether their probabilities can be believed. */
record CurveCharts(List<HeadResult> heads, Classes classes) {

  static Html.Element of(List<HeadResult> heads, Classes classes) {
    return new CurveCharts(heads, classes).section();
  }

  private Html.Element section() {
    ReliabilityCharts reliability =
        new ReliabilityCharts(
            heads,
            "On the diagonal, of the rows given 70 %% %s, 70 %% are."
                .formatted(classes.positive()));
    return Html.section(
        "How good are the probabilities?",
        Chart.key(heads),
        element("div", roc(), precisionRecall(), reliability.diagram(), reliability.counts())
            .with("class", "columns"),
        reliability.details());
  }

  private Html roc() {
    String areas = HeadResult.values(heads, Metric.ROC_AUC);
    return Chart.of(
        "roc",
        0,
        "ROC curve.",
        "Nearer to the upper left corner is better; the diagonal is guessing. Area: "
            + areas
            + "."
            + dot(),
        "true positive rate against false positive rate; area " + areas + ".");
  }

  private String dot() {
    return heads.stream().anyMatch(HeadResult::hasOwnThreshold)
        ? " The dot is the model's threshold."
        : "";
  }

  private Html precisionRecall() {
    String averages = HeadResult.values(heads, Metric.AVERAGE_PRECISION);
    return Chart.of(
        "precision-recall",
        0,
        "Precision and recall.",
        "Nearer to the upper right corner is better; the grey line is the share of %s rows, which guessing reaches. Average precision: %s.%s"
            .formatted(classes.positive(), averages, dot()),
        "precision against recall; average precision " + averages + ".");
  }
}
