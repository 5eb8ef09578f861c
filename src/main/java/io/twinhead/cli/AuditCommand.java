package io.twinhead.cli;

import io.twinhead.audit.AuditReport;
import io.twinhead.audit.Identities;
import io.twinhead.audit.RunAudit;
import io.twinhead.report.AuditPage;
import io.twinhead.run.Json;
import io.twinhead.run.OutputDirectory;
import io.twinhead.run.Provenance;
import io.twinhead.training.SavedRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Checks what is said about the heads, on made-up logits or on those of a run. */
@Command(
    name = "audit",
    description =
        "Checks the mathematics of both heads on random and extreme logits, or on a run's own; exit"
            + " code 5 if something does not hold.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true)
final class AuditCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLineInterface parent;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description =
          "A directory that train has written: also checks that its training left the baseline, and"
              + " counts saturated rows and what DL4J's clipped loss would have lost.")
  private @Nullable Path run;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the random logits (default: 1).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write report.html and audit.json there.")
  private @Nullable Path out;

  @Option(names = "--overwrite", description = "Replace an earlier result in DIR.")
  private boolean overwrite;

  @Mixin private FormatOption format = new FormatOption();

  @Override
  public Integer call() {
    AuditReport report = run == null ? AuditReport.of(Identities.check(seed)) : audit(run);
    if (out != null) {
      write(report, out);
    }
    parent.out().print(format.json() ? Json.document(report) : AuditText.of(report));
    return report.holds() ? ExitCode.DONE : ExitCode.CHECK;
  }

  private void write(AuditReport report, Path directory) {
    try (OutputDirectory output = OutputDirectory.open(directory, overwrite)) {
      output.write("audit.json", Json.document(report));
      output.write(
          "report.html",
          AuditPage.of(report, Provenance.current(), ExperimentOptions.command(spec)));
      output.commit();
    }
  }

  private AuditReport audit(Path path) {
    try (SavedRun saved = SavedRun.open(path, BundledData::resolve)) {
      return RunAudit.check(saved, seed);
    }
  }
}
