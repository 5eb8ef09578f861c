package io.twinhead.report;

import static io.twinhead.report.Html.text;

import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Reliability;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether the heads' probabilities can be believed.
 *
 * @param reading what a point on the diagonal says
 */
record ReliabilityCharts(List<HeadResult> heads, String reading) {

  Html diagram() {
    return Chart.of(
        "reliability",
        0,
        "Reliability.",
        reading + " Calibration error (ECE): " + HeadResult.values(heads, Metric.ECE) + ".",
        "observed share against predicted probability in 15 bins; the table below has the"
            + " numbers.");
  }

  Html counts() {
    return Chart.of(
        "counts",
        0,
        "Rows per bin of probability.",
        "On a logarithmic scale; a point of the reliability diagram rests on that many rows, and few"
            + " rows make it waver.",
        "held-out predictions in each of 15 bins; the table below has the numbers.");
  }

  Html details() {
    return Chart.details(
        "Numbers of the reliability diagram",
        table(
            heads.stream().map(HeadResult::name).toList(),
            heads.stream().map(head -> Questions.together(head.heldOut())).toList()));
  }

  /** The bins of several predictions side by side. */
  static Html table(List<String> names, List<BinaryPredictions> predictions) {
    List<String> columns = new ArrayList<>(List.of("Bin"));
    for (String name : names) {
      columns.add(name + " rows");
      columns.add(name + " predicted");
      columns.add(name + " observed");
    }
    List<List<Reliability.Bin>> bins =
        predictions.stream().map(each -> Reliability.of(each).bins()).toList();
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
