package io.twinhead.audit;

import java.util.Comparator;
import java.util.List;

/**
 * What {@code lint} says about one thing.
 *
 * @param subject what was checked, for people
 * @param findings errors first, then by code
 */
public record LintReport(String subject, List<Finding> findings) {
  static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity).thenComparing(Finding::code);

  public LintReport {
    findings = findings.stream().sorted(ORDER).toList();
  }

  /** The number of findings that matter as much. */
  public long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }
}
