package io.twinhead.report;

import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.CalibrationMethod;
import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.MetricInterval;
import io.twinhead.evaluation.MetricIntervals;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How good a model is, and how it decides: the middle chapters of a {@link ModelCard}. */
final class CardMetrics {
  /** Of a resample of the test part, so that a card can be repeated. */
  private static final long SEED = 1;

  private final ModelCard.Content content;
  private final Markdown text;
  private final Map<Metric, MetricInterval> intervals;

  private CardMetrics(ModelCard.Content content, Markdown text) {
    this.content = content;
    this.text = text;
    this.intervals =
        MetricIntervals.of(content.test(), content.threshold(), content.clusters(), SEED);
  }

  static void write(ModelCard.Content content, Markdown text) {
    CardMetrics chapters = new CardMetrics(content, text);
    chapters.metrics();
    chapters.decisions();
  }

  private void metrics() {
    text.heading(2, "Metrics");
    text.paragraph(
        "On the test part (%s), which played no part in training. 95 %% intervals: %s"
            .formatted(Numbers.count(content.test().size(), content.data().unit()), method()));
    List<List<String>> rows = new ArrayList<>();
    content.metrics().forEach((metric, score) -> rows.add(row(metric, score)));
    text.table(List.of("Metric", "Value", "95 % interval"), rows);
  }

  private List<String> row(Metric metric, Score score) {
    if (!score.defined()) {
      return List.of(metric.title(), Numbers.UNDEFINED, "undefined: " + score.why());
    }
    return List.of(metric.title(), Numbers.of(score.value()), interval(metric));
  }

  private String interval(Metric metric) {
    MetricInterval found = Objects.requireNonNull(intervals.get(metric));
    Interval interval = found.interval();
    return interval == null
        ? "none: " + found.why()
        : "%s to %s".formatted(Numbers.of(interval.low()), Numbers.of(interval.high()));
  }

  private String method() {
    int clusters = (int) Arrays.stream(content.clusters()).distinct().count();
    String drawn =
        clusters < content.test().size()
            ? "%s of %ss that are not independent"
                .formatted(Numbers.count(clusters, "cluster"), content.data().unit())
            : content.data().unit() + "s";
    return ("Bootstrap over %s, %s resamples%s. They see the chance in the choice of test %ss, not that"
            + " of another training.")
        .formatted(
            drawn,
            Numbers.count(MetricIntervals.resamples(content.test())),
            intervals.containsKey(Metric.ACCURACY) && clusters == content.test().size()
                ? "; of the accuracy Wilson's score"
                : "",
            content.data().unit());
  }

  private void decisions() {
    text.heading(2, "Decisions and probabilities");
    List<String> said = new ArrayList<>();
    switch (content.test().kind()) {
      case BINARY -> said.add(threshold(Markdown.code(content.classes().get(1))));
      case LABELS -> said.add(threshold("a label"));
      case CLASSES -> said.add("The most probable class is predicted.");
    }
    said.add(calibration());
    Optional.ofNullable(content.metrics().get(Metric.ECE))
        .filter(Score::defined)
        .ifPresent(
            ece ->
                said.add(
                    "Stated probabilities and observed shares differ by %s on average (ECE, 15 bins)."
                        .formatted(Numbers.of(ece.value()))));
    content.changes().stream().map(Markdown::prose).forEach(said::add);
    text.bullets(said);
  }

  private String threshold(String what) {
    boolean chosen = !content.threshold().objective().equals(Threshold.HALF.objective());
    return "The model says %s from a probability of %s on, %s."
        .formatted(
            what,
            Numbers.of(content.threshold().value()),
            chosen
                ? "chosen on the validation part for `%s`"
                    .formatted(content.threshold().objective())
                : "which nobody has chosen: `calibrate` can");
  }

  private String calibration() {
    CalibrationMethod method = content.calibration().method();
    if (method != CalibrationMethod.NONE) {
      return "Probabilities are calibrated by `%s`, fitted on the validation part."
          .formatted(method.key());
    }
    return content.calibration().equals(Calibration.NONE)
        ? "Probabilities are the network's own, without calibration."
        : "Probabilities are corrected for the class weights in training, and not calibrated.";
  }
}
