package io.twinhead.report;

import static io.twinhead.report.Html.element;

import io.twinhead.evaluation.Metric;
import java.util.List;

/** How well the heads rank rows by one class or label at a time, which the reader chooses. */
record CategoryCurves(List<HeadResult> heads, Classes classes) {

  static Html.Element of(List<HeadResult> heads, Classes classes) {
    return new CategoryCurves(heads, classes).section();
  }

  private Html.Element section() {
    ReliabilityCharts reliability =
        new ReliabilityCharts(
            heads,
            exclusive()
                ? "On the diagonal, of the rows whose most probable class has 70 %, 70 % are of that class."
                : "On the diagonal, of the labels given 70 %, 70 % hold; all labels together.");
    return Html.section(
        "How good are the probabilities?",
        Chart.key(heads),
        chooser(),
        element("div", roc(), precisionRecall(), reliability.diagram(), reliability.counts())
            .with("class", "columns"),
        reliability.details());
  }

  private boolean exclusive() {
    return heads.get(0).kind() == Metric.Kind.CLASSES;
  }

  private Html chooser() {
    return element(
            "div",
            element("label", exclusive() ? "Class" : "Label").with("for", "category"),
            element(
                    "select",
                    classes.names().stream().map(name -> element("option", name)).toList())
                .with("id", "category"))
        .with("class", "chooser");
  }

  private Html roc() {
    return Chart.of(
        "roc",
        0,
        "ROC curve of the chosen " + noun() + ".",
        "Nearer to the upper left corner is better; the diagonal is guessing.",
        "true positive rate against false positive rate; the areas are in the table above.");
  }

  private Html precisionRecall() {
    return Chart.of(
        "precision-recall",
        0,
        "Precision and recall of the chosen " + noun() + ".",
        "Nearer to the upper right corner is better; the grey line is the " + noun() + "'s share.",
        "precision against recall; the average precisions are in the table above.");
  }

  private String noun() {
    return exclusive() ? "class" : "label";
  }
}
