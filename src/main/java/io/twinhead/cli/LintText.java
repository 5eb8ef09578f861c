package io.twinhead.cli;

import io.twinhead.audit.Finding;
import io.twinhead.audit.LintReport;
import io.twinhead.audit.Rule;
import io.twinhead.audit.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Findings for people. */
final class LintText {
  private LintText() {}

  /** All findings and their number. */
  static String of(LintReport report) {
    String counts =
        Arrays.stream(Severity.values())
            .filter(severity -> report.count(severity) > 0)
            .map(severity -> count(report.count(severity), severity))
            .collect(Collectors.joining(", "));
    return of(report.findings())
        + Introduction.wrapped(
            "Checked %s; %s."
                .formatted(report.subject(), counts.isEmpty() ? "no findings" : counts))
        + "\n";
  }

  private static String count(long number, Severity severity) {
    return number + " " + severity + (number == 1 || severity == Severity.INFO ? "" : "s");
  }

  /** Findings only, each with what is wrong, why it matters, and what to do. */
  static String of(List<Finding> findings) {
    return findings.stream().map(LintText::of).collect(Collectors.joining());
  }

  private static String of(Finding finding) {
    return "%s %s: %s%n    %s%n    %s%n%n"
        .formatted(
            finding.code(),
            finding.severity(),
            finding.where(),
            Introduction.wrapped(finding.message()),
            Introduction.wrapped("To do: " + finding.remedy() + "."));
  }

  /** The table of rules. */
  static String rules() {
    return Arrays.stream(Rule.values())
        .map(
            rule ->
                String.format(
                    Locale.ROOT,
                    "%s %-8s %s%n    %s%n",
                    rule.code(),
                    rule.severity(),
                    rule.title(),
                    Introduction.wrapped(rule.why())))
        .collect(Collectors.joining());
  }
}
