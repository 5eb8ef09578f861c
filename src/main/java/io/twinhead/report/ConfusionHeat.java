package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.text;

import io.twinhead.evaluation.ClassPredictions;
import io.twinhead.evaluation.ConfusionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How often each class is predicted as each other: the darker, the larger share of the class. */
record ConfusionHeat(List<HeadResult> heads, Classes classes) {

  /** Tables of more classes are too wide to stand beside each other. */
  private static final int MOST_SIDE_BY_SIDE = 4;

  static Html.Element of(List<HeadResult> heads, Classes classes) {
    return new ConfusionHeat(heads, classes).section();
  }

  private Html.Element section() {
    return Html.section(
        "Which classes are mistaken for which?",
        element(
            "p",
            "A row is predicted as its most probable class; all %s%s. The darker a cell, the"
                    .formatted(
                        Numbers.count(heads.get(0).heldOut().size(), "held-out prediction"),
                        HeadResult.pooled(heads))
                + " larger its share of the true class; mistakes are darkened more, lest few of them"
                + " be overlooked."),
        element("div", heads.stream().map(this::matrix).toList())
            .with("class", classes.count() <= MOST_SIDE_BY_SIDE ? "columns" : "stacked"));
  }

  private Html matrix(HeadResult head) {
    ConfusionTable table = ConfusionTable.of((ClassPredictions) head.heldOut());
    List<String> columns = new ArrayList<>(List.of("true class"));
    columns.addAll(classes.names());
    List<List<Html>> rows = new ArrayList<>();
    for (int actual = 0; actual < table.classes(); actual++) {
      List<Html> row = new ArrayList<>(List.of(text(classes.name(actual))));
      for (int predicted = 0; predicted < table.classes(); predicted++) {
        row.add(cell(table, actual, predicted));
      }
      rows.add(row);
    }
    return new DataTable(
            head.name() + ": rows by true class, in columns by predicted class", columns, rows)
        .html();
  }

  private Html cell(ConfusionTable table, int actual, int predicted) {
    double weight = table.weights()[actual][predicted];
    double share = weight == 0 ? 0 : weight / table.actual(actual);
    boolean hit = actual == predicted;
    String css = hit ? "heat hit" : weight == 0 ? "heat none" : "heat";
    return element("span", Numbers.amount(weight))
        .with("class", css)
        .with("style", String.format(Locale.ROOT, "--shade:%.3f", hit ? share : Math.sqrt(share)))
        .with(
            "title",
            "%s of %s predicted as %s"
                .formatted(Numbers.percent(share), classes.name(actual), classes.name(predicted)));
  }
}
