package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.section;

import io.twinhead.comparison.Arm;
import io.twinhead.comparison.Comparison;
import io.twinhead.comparison.Outcome;
import io.twinhead.comparison.Verdict;
import io.twinhead.run.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * A comparison as one HTML document that needs nothing else: no network, no other file. It is
 * well-formed XML as well.
 */
public final class HtmlReport {
  private final Comparison comparison;
  private final List<MetricRow> rows;
  private final Losses losses;
  private final List<HeadResult> heads;
  private final Classes classes;
  private final ChartData data;

  private HtmlReport(Comparison comparison, List<Outcome> outcomes) {
    this.comparison = comparison;
    this.rows = MetricRow.of(comparison);
    this.losses = Losses.of(outcomes);
    this.heads =
        List.of(HeadResult.of(outcomes, Arm.SIGMOID), HeadResult.of(outcomes, Arm.SOFTMAX));
    this.classes = new Classes(comparison.dataset().classes());
    this.data =
        ChartData.of(heads)
            .with(
                comparison.lockstep() == null
                    ? List.of()
                    : List.of(new LockstepSection(comparison.lockstepRuns()).plot()));
  }

  /**
   * Returns the document, to be stored as UTF-8.
   *
   * @param outcomes of the trainings that {@code comparison} condenses
   * @param exhibits a picture of each data row; empty for tables
   * @param notes how the data were read
   * @param config every setting, as YAML
   * @param command that repeats the comparison
   */
  public static String of(
      Comparison comparison,
      List<Outcome> outcomes,
      Optional<IntFunction<Exhibit>> exhibits,
      List<String> notes,
      String config,
      Provenance provenance,
      String command) {
    HtmlReport report = new HtmlReport(comparison, outcomes);
    return report
        .page(exhibits, notes, Origin.of(report.origin(), provenance, config, command))
        .document();
  }

  private Page page(
      Optional<IntFunction<Exhibit>> exhibits, List<String> notes, Html.Element origin) {
    List<Page.Section> sections = new ArrayList<>();
    sections.add(new Page.Section("", verdict()));
    sections.add(new Page.Section("Metrics", metrics()));
    if (comparison.lockstep() != null) {
      sections.add(new Page.Section("Lockstep", LockstepSection.of(comparison, 0)));
    }
    TaskSections ofTask = new TaskSections(heads, classes);
    sections.addAll(ofTask.decisions());
    sections.add(new Page.Section("Decisions", decisions()));
    sections.add(ofTask.curves());
    sections.addAll(ofTask.lossSources());
    sections.add(new Page.Section("Learning", learning()));
    exhibits
        .map(pictures -> MistakeGallery.of(heads, classes, pictures))
        .ifPresent(gallery -> sections.add(new Page.Section("Mistakes", gallery)));
    sections.add(new Page.Section("Data and model", Facts.of(comparison, losses, notes)));
    sections.add(
        new Page.Section("How to read", section("How to read this", Glossary.terms(rows))));
    sections.add(
        new Page.Section(
            "", section("What the metrics mean", Glossary.metrics(heads.get(0).kind()))));
    sections.add(new Page.Section("Provenance", origin));
    return new Page(
        "Sigmoid or softmax? " + comparison.dataset().name(),
        "Sigmoid or softmax?",
        subtitle(),
        sections,
        data);
  }

  private String subtitle() {
    return "%s, model %s: %s."
        .formatted(
            comparison.dataset().name(), comparison.model().name(), Design.words(comparison));
  }

  private Html.Element verdict() {
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

  private Html.Element metrics() {
    List<Html> content = new ArrayList<>();
    content.add(IntervalChart.of(rows));
    content.add(MetricTable.of(rows));
    content.addAll(MetricTable.footnotes(rows));
    return section("Metrics", content);
  }

  private Html.Element learning() {
    List<Html> content = new ArrayList<>();
    content.add(element("p", "To beat: " + losses.target() + "."));
    content.add(LossCharts.of(heads, data));
    content.add(
        new DataTable(
                "Trainings by the course of their loss",
                List.of("Head", "learn", "learn, then overfit", "stuck at the baseline"),
                List.of(tally("sigmoid", losses.sigmoid()), tally("softmax", losses.softmax())))
            .html());
    content.add(
        element(
                "p",
                "Stuck: the best loss on the validation rows hardly beats the baseline. Overfit: it"
                    + " rose again while the training loss fell; the weights of the best epoch are"
                    + " the ones kept.")
            .with("class", "note"));
    content.add(LossCharts.table(heads));
    return section("Did the trainings learn?", content);
  }

  private static List<Html> tally(String head, Losses.Tally tally) {
    return DataTable.cells(
        head,
        Numbers.count(tally.learns()),
        Numbers.count(tally.overfits()),
        Numbers.count(tally.stuck()));
  }

  private Html.Element decisions() {
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

  private List<Pair> origin() {
    String seeds =
        comparison.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return List.of(
        new Pair("Engine", comparison.engine() + ", backend " + comparison.backend().name()),
        new Pair("Data, SHA-256", comparison.dataset().sha256()),
        new Pair("Seeds", seeds));
  }
}
