package io.twinhead.cli;

import io.twinhead.audit.AuditReport;
import io.twinhead.audit.Check;
import io.twinhead.audit.Diagnosis;
import io.twinhead.audit.Saturation;
import io.twinhead.audit.StockLoss;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks for people. */
final class AuditText {
  private static final int COLUMNS = 100;

  /** Where the figures begin; names that do not fit beside a formula stand below them. */
  private static final int INDENT = 13;

  private final StringBuilder text = new StringBuilder();

  private AuditText() {}

  static String of(AuditReport report) {
    AuditText text = new AuditText();
    text.tabulate(report.checks());
    Diagnosis run = report.run();
    if (run != null) {
      text.line("");
      text.diagnose(run);
    }
    text.line("");
    text.conclude(report.checks());
    return text.text.toString();
  }

  private void tabulate(List<Check> checks) {
    line("held  check   largest  tolerance  statement");
    for (Check check : checks) {
      String row =
          String.format(
              Locale.ROOT,
              "%-5s %-6s %8s  %9s  %s",
              check.holds() ? "yes" : "NO",
              check.id(),
              number(check.largestError()),
              number(check.tolerance()),
              check.formula());
      String name = "(" + check.name() + ")";
      boolean fits = row.length() + 2 + name.length() <= COLUMNS;
      line("%s%s%s", row, fits ? "  " : "\n" + " ".repeat(INDENT), name);
    }
  }

  private void diagnose(Diagnosis run) {
    line(
        "%s, on %d test rows%s",
        run.head(), run.rows(), run.weighedByClass() ? ", weighed by class as in training" : "");
    line(
        "  loss, summed over units, %.4f; always predicting the class shares %.4f, equal shares %.4f",
        run.logLoss(), run.entropy(), run.uniform());
    if (run.bestValidationLoss() != null) {
      line(
          "  validation log loss %.4f at its best, %.4f at the end",
          run.bestValidationLoss(), run.lastValidationLoss());
    }
    if (run.antisymmetry() != null) {
      line(
          "  z0 + z1 is %.2g of z1 - z0; 0 if the logits are each other's negatives",
          run.antisymmetry());
    }
    saturation(run.saturation(), run.rows());
    StockLoss stock = run.stockLoss();
    if (stock != null) {
      line("  DL4J's own loss says %.4f of the same logits; its gradient has", stock.logLoss());
      line(
          "    norm %.4g instead of %.4g, and %d rows lose more than half of theirs",
          stock.gradientNorm(), stock.exactGradientNorm(), stock.lostRows());
    }
  }

  private void saturation(Saturation saturation, int rows) {
    line("  %d of %d rows have a slope p (1 - p) below 0.001;", saturation.flat(), rows);
    line("    %d a probability of exactly 0 or 1 in float32", saturation.exactInFloat());
  }

  private void conclude(List<Check> checks) {
    List<String> failed = checks.stream().filter(check -> !check.holds()).map(Check::id).toList();
    if (failed.isEmpty()) {
      line("All %d checks hold.", checks.size());
    } else {
      line(
          "%d of %d checks do not hold: %s.",
          failed.size(), checks.size(), String.join(", ", failed));
    }
  }

  private static String number(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
  }

  private void line(String format, @Nullable Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
