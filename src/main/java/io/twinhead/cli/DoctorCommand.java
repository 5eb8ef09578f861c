package io.twinhead.cli;

import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.run.Json;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells what this machine has, what was chosen and why, and tries it out if asked to. */
@Command(
    name = "doctor",
    description =
        "Tells what this machine has, and which backend can be used and why; exit code 4 if the one"
            + " that is asked for cannot.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true)
final class DoctorCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLineInterface parent;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--train",
      description =
          "Also train both heads for a few steps on made-up data, and check the losses; exit code 5"
              + " if they are not as they have to be.")
  private boolean train;

  @Option(
      names = "--engine",
      paramLabel = "compiled|reference",
      description = "What --train runs the steps with (default: compiled, with CUDA reference).")
  private @Nullable EngineName engine;

  @Mixin private FormatOption format = new FormatOption();

  @Override
  public Integer call() {
    DoctorReport report =
        DoctorExamination.of(
            parent.diagnose(spec.root().commandLine().getParseResult().originalArgs()),
            DoctorCaches.ofUser());
    if (!format.json()) {
      parent.out().print(DoctorText.of(report));
      parent.out().flush();
    }
    DoctorTraining training = train && !report.broken() ? trained(report) : null;
    if (format.json()) {
      parent.out().print(Json.document(training == null ? report : report.with(training)));
    } else if (training != null) {
      parent.out().print(DoctorText.of(training));
    }
    if (report.broken()) {
      return ExitCode.BACKEND;
    }
    return training == null || training.holds() ? ExitCode.DONE : ExitCode.CHECK;
  }

  private DoctorTraining trained(DoctorReport report) {
    try {
      return DoctorTraining.run(Objects.requireNonNullElseGet(engine, EngineName::byBackend));
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      String backend = report.backend().chosen();
      throw new BackendFailure(
          "training with the %s backend ended with %s; --debug shows where".formatted(backend, e),
          e);
    }
  }
}
