package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.section;

import io.twinhead.report.Plot.Series;
import io.twinhead.run.Provenance;
import io.twinhead.training.RateRange;
import io.twinhead.training.RateRange.Point;
import io.twinhead.training.TwoDigits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A learning-rate range test: the document {@code lr-range.json}, a page with its plot, and lines
 * for a console.
 *
 * @param model the name of the trunk and its updater
 * @param head its name
 * @param updater its name in model files
 * @param learningRate what training would take if nothing else were said
 * @param command that repeats it
 */
public record RateRangeReport(
    String dataset,
    String datasetSha256,
    String model,
    String head,
    String updater,
    double learningRate,
    int batchSize,
    long seed,
    RateRange range,
    Provenance provenance,
    String command) {

  /**
   * The page, to be stored as UTF-8.
   *
   * @param config all settings
   */
  public String page(String config) {
    Plot plot = plot();
    return new Page(
            "Learning rates for " + dataset,
            "Which learning rate?",
            "%s with a %s head on %s.".formatted(model, head, dataset),
            List.of(
                new Page.Section("", verdict()),
                new Page.Section("Losses", losses(plot)),
                new Page.Section(
                    "Provenance",
                    Origin.of(
                        List.of(
                            new Pair("Data, SHA-256", datasetSha256),
                            new Pair("Updater", updater),
                            new Pair("Batch size", Numbers.count(batchSize)),
                            new Pair("Seed", Long.toString(seed))),
                        provenance,
                        config,
                        command))),
            ChartData.of(plot))
        .document();
  }

  /** What it found. */
  public List<String> sentences() {
    Point lowest = range.lowest();
    String course =
        "%d steps at learning rates from %s to %s: the smoothed loss is lowest, %s, at %s%s."
            .formatted(
                range.points().size(),
                TwoDigits.text(range.points().get(0).rate()),
                TwoDigits.text(range.last().rate()),
                Numbers.of(lowest.smoothedLoss()),
                TwoDigits.text(lowest.rate()),
                range.diverged() ? ", and then training diverges" : "");
    Double suggested = range.suggested();
    Double tenth = range.tenthOfMinimum();
    if (suggested == null || tenth == null) {
      return List.of(
          course,
          "No rate is suggested: the loss never falls by more than batches differ. Try more rows in"
              + " a batch (--batch-size), or look at the data: 'lint' does.");
    }
    return List.of(
        course,
        "Suggested: --learning-rate %s, where the smoothed loss falls most steeply. Second opinion: %s, a tenth of the rate at which it is lowest. Without the option it is %s."
            .formatted(
                TwoDigits.text(suggested), TwoDigits.text(tenth), TwoDigits.text(learningRate)));
  }

  private Html.Element verdict() {
    Double suggested = range.suggested();
    List<Html> content = new ArrayList<>();
    content.add(
        element(
            "h2",
            suggested == null
                ? "No learning rate stands out"
                : "Try --learning-rate " + TwoDigits.text(suggested)));
    sentences().forEach(sentence -> content.add(element("p", sentence)));
    return element("section", content)
        .with("class", suggested == null ? "verdict undecided" : "verdict equivalent");
  }

  private Html.Element losses(Plot plot) {
    DataTable table =
        new DataTable(
            "Steps",
            List.of("Learning rate", "loss", "smoothed loss"),
            range.points().stream().map(RateRangeReport::row).toList());
    return section(
        "Losses",
        plot.key(),
        Plot.chart(
            0,
            "Loss by learning rate.",
            "In nats, before each step, while the rate grows from step to step.",
            "the loss is flat, falls and rises; the table below has the numbers."),
        element(
                "p",
                "One network takes all the steps, so it has learnt more by the time of the larger"
                    + " rates. The steepest fall is where learning is fastest; at the minimum it is"
                    + " about to become unstable. With a warm-up or a decaying schedule a larger rate"
                    + " may do. The smoothed loss is an exponential moving average.")
            .with("class", "note"),
        Chart.details("Every step in numbers", table.html()));
  }

  private static List<Html> row(Point point) {
    return DataTable.cells(
        TwoDigits.text(point.rate()), Numbers.of(point.loss()), Numbers.of(point.smoothedLoss()));
  }

  /** Ends somewhat above the losses until the lowest: those that diverge may be of any size. */
  private Plot plot() {
    double lowest = range.lowest().rate();
    double top =
        1.3
            * range.points().stream()
                .filter(p -> p.rate() <= lowest)
                .mapToDouble(Point::smoothedLoss)
                .max()
                .orElseThrow();
    List<Series> series = new ArrayList<>();
    series.add(line("loss of a batch", "axis", p -> Math.min(top, p.loss())));
    series.add(line("smoothed", "sigmoid", p -> Math.min(top, p.smoothedLoss())));
    upright("suggested: steepest fall", "better", range.suggested(), top).ifPresent(series::add);
    upright("a tenth of the minimum", "softmax", range.tenthOfMinimum(), top)
        .ifPresent(series::add);
    return new Plot("learning rate", "loss", false, true, series);
  }

  private Series line(String name, String colour, ToDoubleFunction<Point> loss) {
    return Series.of(
        name,
        colour,
        false,
        range.points().stream().mapToDouble(p -> Math.log10(p.rate())).toArray(),
        range.points().stream().mapToDouble(loss).toArray());
  }

  private static Optional<Series> upright(
      String name, String colour, @Nullable Double rate, double top) {
    if (rate == null) {
      return Optional.empty();
    }
    double x = Math.log10(rate);
    return Optional.of(Series.of(name, colour, true, new double[] {x, x}, new double[] {0, top}));
  }
}
