package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.section;
import static io.twinhead.report.Html.text;

import io.twinhead.audit.AuditReport;
import io.twinhead.audit.Check;
import io.twinhead.audit.LinkCurve;
import io.twinhead.run.Provenance;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** An audit as one HTML document that needs nothing else: every check, and the links' curves. */
public final class AuditPage {
  private static final List<String> COLOURS = List.of("sigmoid", "softmax", "yes");

  private final AuditReport report;
  private final List<LinkCurve> curves = LinkCurve.all();

  private AuditPage(AuditReport report) {
    this.report = report;
  }

  /**
   * Returns the document, to be stored as UTF-8.
   *
   * @param command that repeats the audit
   */
  public static String of(AuditReport report, Provenance provenance, String command) {
    return new AuditPage(report).page(provenance, command).document();
  }

  private Page page(Provenance provenance, String command) {
    Plot probability = plot("probability of the positive class", LinkCurve::probability);
    Plot slope = plot("slope dp/ds", LinkCurve::slope);
    Plot loss = losses();
    return new Page(
        "Audit of the heads",
        "Does it hold?",
        "Both heads on random and extreme logits.",
        List.of(
            new Page.Section("", verdict()),
            new Page.Section("Checks", checks()),
            new Page.Section(
                "Links",
                section(
                    "What a unit's number means",
                    probability.key(),
                    element(
                            "div",
                            Plot.chart(
                                0,
                                "Probability.",
                                "By what the unit computes, s.",
                                "three curves that rise from 0 to 1."),
                            Plot.chart(
                                1,
                                "Slope.",
                                "Where it is near 0 the unit is saturated.",
                                "three curves with one hump each."))
                        .with("class", "columns"),
                    loss.key(),
                    Plot.chart(
                        2,
                        "Loss of a positive row.",
                        "In nats; the hinge is max(0, -s).",
                        "curves that fall from 6 to nearly 0."))),
            new Page.Section("Provenance", Origin.of(List.of(), provenance, "", command))),
        ChartData.of(probability, slope, loss));
  }

  private Html.Element verdict() {
    long failed = report.checks().stream().filter(check -> !check.holds()).count();
    return element(
            "section",
            element(
                "h2",
                failed == 0
                    ? "All %d checks hold".formatted(report.checks().size())
                    : "%d of %d checks do not hold".formatted(failed, report.checks().size())),
            element(
                "p",
                "Each is computed twice, in two ways, and the largest difference is compared with"
                    + " what rounding may cause."))
        .with("class", failed == 0 ? "verdict equivalent" : "verdict undecided");
  }

  private Html.Element checks() {
    return section(
        "Checks",
        new DataTable(
                "Statements about the heads",
                List.of("Statement", "largest", "allowed", "holds"),
                report.checks().stream().map(AuditPage::row).toList())
            .html());
  }

  private static List<Html> row(Check check) {
    return List.of(
        element("span", text(check.id() + ": " + check.formula()), element("small", check.name())),
        text(Lockstepping.size(check.largestError())),
        text(Lockstepping.size(check.tolerance())),
        text(check.holds() ? "yes" : "no"));
  }

  private Plot plot(String y, Function<LinkCurve, double[]> values) {
    return new Plot("s", y, false, lines(values).toList());
  }

  /** The losses, and the hinge that the logistic one stays within ln 2 of. */
  private Plot losses() {
    double[] s = curves.get(0).s();
    double[] hinge = Arrays.stream(s).map(x -> Math.max(0, -x)).toArray();
    return new Plot(
        "s",
        "loss",
        false,
        Stream.concat(
                lines(curve -> Arrays.stream(curve.loss()).map(l -> Math.min(l, 6)).toArray()),
                Stream.of(Plot.Series.of("hinge", "ink", true, s, hinge)))
            .toList());
  }

  private Stream<Plot.Series> lines(Function<LinkCurve, double[]> values) {
    return curves.stream()
        .map(
            curve ->
                Plot.Series.of(
                    curve.link(),
                    COLOURS.get(curves.indexOf(curve)),
                    false,
                    curve.s(),
                    values.apply(curve)));
  }
}
