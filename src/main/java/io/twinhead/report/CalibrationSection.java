package io.twinhead.report;

import static io.twinhead.report.Html.element;

import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Calibrated;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import io.twinhead.training.Adjustment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a trained model was calibrated and its threshold chosen, and whether that helps.
 *
 * @param head with the choice
 * @param before its held-out predictions without the calibration
 */
record CalibrationSection(
    HeadResult head, Classes classes, Adjustment choice, BinaryPredictions before) {

  private static final String UNCHANGED = "the probabilities are the network's";

  static Html.Element of(
      HeadResult head, Classes classes, Adjustment choice, BinaryPredictions before) {
    return new CalibrationSection(head, classes, choice, before).section();
  }

  private Html.Element section() {
    List<Html> content = new ArrayList<>();
    content.add(
        Pair.list(new Pair("Calibration", calibration()), new Pair("Threshold", threshold())));
    if (tried()) {
      content.add(scores());
    }
    if (kept()) {
      content.addAll(diagram());
    }
    if (head.hasOwnThreshold()) {
      content.add(matrix());
    }
    return Html.section("Calibration and threshold", content);
  }

  private boolean tried() {
    return choice.calibration().tried();
  }

  private boolean kept() {
    return choice.calibration().kept();
  }

  private String calibration() {
    String why = choice.calibration().why();
    String dropped = kept() ? ", in use. " : ", tried and dropped; %s. ".formatted(UNCHANGED);
    return tried()
        ? choice.calibration().method().key() + dropped + why
        : kept() ? why : "none; %s. %s".formatted(UNCHANGED, why);
  }

  private String threshold() {
    Adjustment.ThresholdPart part = choice.threshold();
    String value = Numbers.trimmed(part.value());
    if (part.objective().equals(Threshold.HALF.objective())) {
      return value + ", which nobody has chosen.";
    }
    String interval =
        part.ci95() == null
            ? "; how surely, they do not say: %s".formatted(part.why())
            : "; chosen again on resamples of these rows, 95\u00a0%% lie between %s and %s"
                .formatted(Numbers.of(part.ci95().low()), Numbers.of(part.ci95().high()));
    String theory = part.theory().map(t -> "; in theory, " + t).orElse("");
    return "%s, the best for %s on the validation rows%s%s."
        .formatted(value, part.objective(), interval, theory);
  }

  private Html scores() {
    Calibrated.Scores then = choice.calibration().before();
    Calibrated.Scores now = choice.calibration().after();
    List<String> columns =
        List.of("Score", "validation before", "validation after", "test before", "test after");
    return new DataTable(
            "On the validation rows, each calibrated by a map that was not fitted to it"
                + (kept() ? "; and on the test rows, to which nothing was fitted" : ""),
            kept() ? columns : columns.subList(0, 3),
            List.of(
                row(Metric.LOG_LOSS, then.logLoss(), now.logLoss()),
                row(Metric.BRIER, then.brier(), now.brier()),
                row(Metric.ECE, then.ece(), now.ece())))
        .html();
  }

  private List<Html> row(Metric metric, double then, double now) {
    List<String> cells = new ArrayList<>();
    cells.add(metric.title());
    cells.add(Numbers.of(then));
    cells.add(Numbers.of(now));
    if (kept()) {
      Map<Metric, Score> tested = Metrics.of(before, Threshold.HALF);
      cells.add(Numbers.of(Objects.requireNonNull(tested.get(metric)).value()));
      cells.add(Numbers.of(head.score(metric).value()));
    }
    return DataTable.cells(cells.toArray(String[]::new));
  }

  /** At the threshold itself, which the slider of the page may not reach. */
  private Html matrix() {
    List<String> cells = Decisions.at((BinaryPredictions) head.heldOut(), head.threshold()).cells();
    return new DataTable(
            "Test rows by true and predicted class at " + Numbers.trimmed(head.threshold().value()),
            List.of(
                "true class", "predicted " + classes.negative(), "predicted " + classes.positive()),
            List.of(
                DataTable.cells(classes.negative(), cells.get(0), cells.get(1)),
                DataTable.cells(classes.positive(), cells.get(2), cells.get(3))))
        .html();
  }

  private List<Html> diagram() {
    return List.of(
        element("p", Chart.entry("before", "before"), Chart.entry(head.name() + " alone", "after"))
            .with("class", "key"),
        Chart.of(
            "calibration",
            0,
            "Reliability on the test rows, before and after.",
            "Nearer to the diagonal is better; a point that rests on few rows says little.",
            "observed share against predicted probability in 15 bins; the table below has the"
                + " numbers."),
        Chart.details(
            "Numbers of both diagrams",
            ReliabilityCharts.table(
                List.of("before", "after"), List.of(before, (BinaryPredictions) head.heldOut()))));
  }
}
