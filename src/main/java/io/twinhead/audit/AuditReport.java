package io.twinhead.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code audit} found.
 *
 * @param holds whether every check does
 * @param run what the run did with its head; absent without a run
 */
public record AuditReport(
    List<Check> checks,
    boolean holds,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Diagnosis run) {

  /** The report of checks without a run. */
  public static AuditReport of(List<Check> checks) {
    return of(checks, null);
  }

  /** The report of checks on a run. */
  static AuditReport of(List<Check> checks, @Nullable Diagnosis run) {
    return new AuditReport(List.copyOf(checks), checks.stream().allMatch(Check::holds), run);
  }
}
