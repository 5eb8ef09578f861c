package io.twinhead.cli;

import io.twinhead.audit.Finding;
import io.twinhead.audit.Linter;
import io.twinhead.audit.Rule;
import io.twinhead.audit.Severity;
import io.twinhead.config.InputException;
import io.twinhead.dataset.Dataset;
import io.twinhead.training.Trained;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the linter finds on the way, said where training begins and ends. */
final class HeadFindings {
  private HeadFindings() {}

  /**
   * Warns of what is wrong with the data for a head, beyond what {@link HeadNotes} and the data
   * set's own notes say.
   *
   * @param head null for both
   * @param folds of the cross-validation; 0 without
   * @throws InputException if it is an error
   */
  static void before(Dataset data, @Nullable String head, int folds, PrintWriter err) {
    List<Finding> findings = Linter.beforeTraining(data, head, folds);
    findings.stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .findFirst()
        .ifPresent(
            error -> {
              throw new InputException(
                  "%s (%s): %s; %s"
                      .formatted(
                          error.where(),
                          error.code(),
                          error.message().replaceAll("\\.$", ""),
                          error.remedy()));
            });
    print(findings.stream().filter(finding -> !isInHeadNotes(finding)).toList(), err);
  }

  private static boolean isInHeadNotes(Finding finding) {
    return finding.code().equals(Rule.EXCLUSIVE_CLASSES.code());
  }

  /** Warns of what came of a training. */
  static void after(Path run, Trained trained, PrintWriter err) {
    print(Linter.afterTraining(run.toString(), trained.history(), trained.judgement()), err);
  }

  private static void print(List<Finding> findings, PrintWriter err) {
    err.print(LintText.of(findings));
    err.flush();
  }
}
