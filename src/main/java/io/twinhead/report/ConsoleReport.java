package io.twinhead.report;

import io.twinhead.comparison.Comparison;
import io.twinhead.comparison.Comparison.HeadSummary;
import io.twinhead.comparison.Comparison.McNemarSummary;
import io.twinhead.comparison.Comparison.PairedSummary;
import io.twinhead.comparison.Outcome;
import io.twinhead.evaluation.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.WordUtils;
import org.jspecify.annotations.Nullable;

/**
 * A comparison in words and one table, at most 100 columns wide; ASCII but for the data's names.
 */
public final class ConsoleReport {
  private static final int WIDTH = 100;
  private static final int SEEDS_SHOWN = 4;

  private static final String HEADER =
      """
                               sigmoid           softmax       softmax - sigmoid       equivalent?   noise
      metric                mean    +/-      mean    +/-        [90 % interval]        margin        floor
      """;

  private static final String ROW = "%-19s %7s %6s  %7s %6s  %7s %s  %6s  %3s  %6s";

  private final Comparison comparison;
  private final List<MetricRow> rows;
  private final Losses losses;
  private final Style style;

  private ConsoleReport(Comparison comparison, List<Outcome> outcomes, Style style) {
    this.comparison = comparison;
    this.rows = MetricRow.of(comparison);
    this.losses = Losses.of(outcomes);
    this.style = style;
  }

  /**
   * Returns the report, its last line ended.
   *
   * @param outcomes of the trainings that {@code comparison} condenses
   */
  public static String of(Comparison comparison, List<Outcome> outcomes, Style style) {
    return new ConsoleReport(comparison, outcomes, style).text();
  }

  private String text() {
    return String.join("\n", verdict(), "", facts(), "", table(), howToRead(), "", remarks(), "");
  }

  private String verdict() {
    String reason = style.bold(wrapped("", comparison.verdict().reason()));
    return losses
        .warning()
        .map(warning -> reason + "\n" + style.warning(wrapped("", warning)))
        .orElse(reason);
  }

  private String facts() {
    return wrapped(
        "",
        "%s: %s, %s; model %s; %s"
            .formatted(
                comparison.dataset().name(),
                Numbers.count(comparison.dataset().rows(), "row"),
                classes(),
                comparison.model().name(),
                Design.words(comparison)));
  }

  private String classes() {
    String positive = comparison.dataset().positive();
    return positive == null
        ? Numbers.count(comparison.dataset().classes().size()) + " classes"
        : "positive class " + positive;
  }

  private String table() {
    return HEADER
        + rows.stream().map(this::line).collect(Collectors.joining("\n"))
        + MetricRow.footnotes(rows).stream()
            .map(note -> "\n" + wrapped("- ", note))
            .collect(Collectors.joining());
  }

  private String line(MetricRow row) {
    PairedSummary paired = row.paired();
    String line =
        ROW.formatted(
            row.metric().key() + (row.primary() ? " *" : ""),
            Numbers.of(row.sigmoid().mean()),
            Numbers.of(MetricRow.halfWidth(row.sigmoid().ci95())),
            Numbers.of(row.softmax().mean()),
            Numbers.of(MetricRow.halfWidth(row.softmax().ci95())),
            Numbers.signed(paired.difference()),
            interval(paired.ci90()),
            Numbers.trimmed(paired.margin()),
            row.equivalent(),
            Numbers.of(row.noise().meanAbsDifference()));
    return row.primary() ? style.bold(line) : line;
  }

  private static String interval(@Nullable Interval interval) {
    return interval == null
        ? "%18s".formatted(Numbers.UNDEFINED)
        : "[%7s, %7s]".formatted(Numbers.signed(interval.low()), Numbers.signed(interval.high()));
  }

  private String howToRead() {
    String lowerIsBetter =
        rows.stream()
            .filter(row -> !row.metric().higherIsBetter())
            .map(row -> row.metric().key())
            .collect(Collectors.joining(", "));
    return style.faint(
        wrapped(
            "",
            "How to read: the true difference lies in [ ] with 90 % confidence. Equivalent: all of"
                + " [ ] is nearer to 0 than the margin, the difference that would matter. +/- is half"
                + " the 95 % interval. Noise floor: what merely re-seeding the sigmoid head changes."
                + " The verdict rests on *. Lower is better for "
                + lowerIsBetter
                + "."));
  }

  private String remarks() {
    List<String> lines = new ArrayList<>();
    lines.add(wrapped("Cost       ", cost()));
    lines.add(wrapped("To beat    ", losses.target()));
    lines.add(
        wrapped(
            "Trainings  ",
            "sigmoid: %s; softmax: %s"
                .formatted(losses.sigmoid().words(), losses.softmax().words())));
    lines.add(wrapped("Decisions  ", decisions()));
    if (comparison.lockstep() != null) {
      lines.add(wrapped("Lockstep   ", lockstep()));
    }
    if (comparison.matched() != null) {
      lines.add(wrapped("Matched    ", comparison.matched().verdict().reason()));
    }
    return String.join("\n", lines);
  }

  private String lockstep() {
    return Lockstepping.sentence(comparison.lockstep())
        + comparison.lockstepRuns().stream()
            .skip(1)
            .map(
                run ->
                    " %s (%s): %s."
                        .formatted(
                            run.name().substring(0, 1).toUpperCase(Locale.ROOT)
                                + run.name().substring(1),
                            run.precision(),
                            Lockstepping.size(run.maxAbsProbabilityDifference())))
            .collect(Collectors.joining());
  }

  private String cost() {
    HeadSummary sigmoid = Heads.of(comparison).sigmoid();
    HeadSummary softmax = Heads.of(comparison).softmax();
    return "sigmoid: %s, %s per training; softmax: %s, %s"
        .formatted(
            Numbers.count(sigmoid.parameters(), "parameter"),
            Numbers.seconds(sigmoid.trainSeconds()),
            Numbers.count(softmax.parameters()),
            Numbers.seconds(softmax.trainSeconds()));
  }

  private String decisions() {
    List<McNemarSummary> seeds = comparison.mcnemar();
    String shown =
        seeds.stream()
            .limit(SEEDS_SHOWN)
            .map(
                seed ->
                    "%d/%d (p %s)"
                        .formatted(
                            seed.onlySigmoidRight(),
                            seed.onlySoftmaxRight(),
                            Numbers.pValue(seed.pValue())))
            .collect(Collectors.joining(", "));
    int more = seeds.size() - SEEDS_SHOWN;
    return "rows right with one head only, sigmoid/softmax, by seed: "
        + shown
        + (more > 0 ? ", and " + more + " more" : "")
        + "; p: chance of so uneven a split if neither were better (McNemar's test)";
  }

  /** Wraps {@code text}, aligned after {@code label}; control characters cannot pass. */
  private static String wrapped(String label, String text) {
    String printable = text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    return label
        + WordUtils.wrap(
            printable, WIDTH - label.length(), "\n" + " ".repeat(label.length()), true);
  }
}
