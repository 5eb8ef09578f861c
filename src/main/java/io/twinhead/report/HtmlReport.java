package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.section;

import io.twinhead.comparison.Comparison;
import io.twinhead.comparison.Outcome;
import io.twinhead.comparison.Verdict;
import io.twinhead.run.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A comparison as one HTML document that needs nothing else: no network, no script, no other file.
 * It is well-formed XML as well.
 */
public final class HtmlReport {
  private final Comparison comparison;
  private final List<MetricRow> rows;
  private final Losses losses;
  private final Provenance provenance;
  private final String command;

  private HtmlReport(
      Comparison comparison, List<Outcome> outcomes, Provenance provenance, String command) {
    this.comparison = comparison;
    this.rows = MetricRow.of(comparison);
    this.losses = Losses.of(outcomes);
    this.provenance = provenance;
    this.command = command;
  }

  /**
   * Returns the document, to be stored as UTF-8.
   *
   * @param outcomes of the trainings that {@code comparison} condenses
   * @param command that repeats the comparison
   */
  public static String of(
      Comparison comparison, List<Outcome> outcomes, Provenance provenance, String command) {
    return new HtmlReport(comparison, outcomes, provenance, command).document();
  }

  private String document() {
    return "<!DOCTYPE html>\n" + element("html", head(), body()).with("lang", "en").markup();
  }

  private Html head() {
    return element(
        "head",
        element("meta").with("charset", "utf-8"),
        element("meta")
            .with("name", "viewport")
            .with("content", "width=device-width, initial-scale=1"),
        element("title", "Sigmoid or softmax? " + comparison.dataset().name()),
        new Html.StyleSheet(styleSheet()));
  }

  private Html body() {
    return element(
        "body",
        element(
            "main",
            title(),
            verdict(),
            Facts.of(comparison, losses),
            metrics(),
            learning(),
            decisions(),
            section("How to read this", Glossary.terms(rows)),
            section("What the metrics mean", Glossary.metrics()),
            provenance()));
  }

  private Html title() {
    return element(
        "header",
        element("h1", "Sigmoid or softmax?"),
        element(
            "p",
            comparison.dataset().name()
                + ", model "
                + comparison.model().name()
                + ": "
                + Design.words(comparison)
                + "."));
  }

  private Html verdict() {
    Verdict verdict = comparison.verdict();
    List<Html> content = new ArrayList<>();
    content.add(element("h2", headline(verdict)));
    content.add(element("p", verdict.reason()));
    losses.warning().ifPresent(w -> content.add(element("p", w).with("class", "warning")));
    return element("section", content)
        .with("class", "verdict " + verdict.kind().name().toLowerCase(Locale.ROOT));
  }

  private static String headline(Verdict verdict) {
    return switch (verdict.kind()) {
      case EQUIVALENT -> "Either head will do";
      case BETTER -> "Use " + verdict.head();
      case UNDECIDED -> "Undecided";
    };
  }

  private Html metrics() {
    List<Html> content = new ArrayList<>();
    content.add(IntervalChart.of(rows));
    content.add(MetricTable.of(rows));
    content.addAll(MetricTable.footnotes(rows));
    return section("Metrics", content);
  }

  private Html learning() {
    return section(
        "Did the trainings learn?",
        element("p", "To beat: " + losses.target() + "."),
        new DataTable(
                "Trainings by the course of their loss",
                List.of("Head", "learn", "learn, then overfit", "stuck at the baseline"),
                List.of(tally("sigmoid", losses.sigmoid()), tally("softmax", losses.softmax())))
            .html(),
        element(
                "p",
                "Stuck: the best loss on the validation rows hardly beats the baseline. Overfit: it"
                    + " rose again while the training loss fell; the weights of the best epoch are"
                    + " the ones kept.")
            .with("class", "note"));
  }

  private static List<Html> tally(String head, Losses.Tally tally) {
    return DataTable.cells(
        head,
        Numbers.count(tally.learns()),
        Numbers.count(tally.overfits()),
        Numbers.count(tally.stuck()));
  }

  private Html decisions() {
    return section(
        "Do the heads decide differently?",
        new DataTable(
                "Rows that only one head gets right (McNemar's test)",
                List.of("Seed", "only sigmoid right", "only softmax right", "p-value"),
                comparison.mcnemar().stream()
                    .map(
                        seed ->
                            DataTable.cells(
                                String.valueOf(seed.seed()),
                                Numbers.count(seed.onlySigmoidRight()),
                                Numbers.count(seed.onlySoftmaxRight()),
                                Numbers.pValue(seed.pValue())))
                    .toList())
            .html());
  }

  private Html provenance() {
    String seeds =
        comparison.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return section(
        "Where this comes from",
        Pair.list(
            new Pair("Twinhead", provenance.version() + ", engine " + comparison.engine()),
            new Pair("Data, SHA-256", comparison.dataset().sha256()),
            new Pair("Seeds", seeds),
            new Pair("Java", provenance.java()),
            new Pair("System", provenance.os()),
            new Pair(
                "Machine", provenance.cpu() + ", " + Numbers.count(provenance.cores(), "core")),
            new Pair("Backend", comparison.backend().name() + ", " + provenance.nativeLibrary())),
        element("p", "To repeat it:"),
        element("pre", element("code", command)));
  }

  private static String styleSheet() {
    try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
