package io.twinhead.cli;

import io.twinhead.config.InputException;
import io.twinhead.head.OutputHead;
import io.twinhead.model.HeadConversion.Convention;
import io.twinhead.report.ModelCard;
import io.twinhead.run.Json;
import io.twinhead.run.OutputDirectory;
import io.twinhead.training.Conversion;
import io.twinhead.training.RunConversion;
import io.twinhead.training.SavedRun;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Turns one sigmoid unit into two softmax units, or back. */
@Command(
    name = "convert",
    description =
        "Turns a model's sigmoid unit into two softmax units that say the same, or back, and"
            + " certifies it row by row.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true)
final class ConvertCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLineInterface parent;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "sigmoid|softmax",
      description = "The head that the new run has.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String to;

  @Option(
      names = "--convention",
      paramLabel = "zero|antisymmetric",
      description =
          "Two units for w: (0, w), or (-w/2, w/2), which goes on training as the one would"
              + " (default: antisymmetric).")
  private @Nullable Convention convention;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "RUN2",
      description = "Directory for the new run.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path out;

  @Option(names = "--overwrite", description = "Replace an earlier result in RUN2.")
  private boolean overwrite;

  @Mixin private FormatOption format = new FormatOption();

  @Override
  public Integer call() {
    OutputHead head = Settings.fromFlags(spec, this::head);
    requireAnotherPlace();
    try (SavedRun saved = run.open();
        OutputDirectory output = OutputDirectory.open(out, overwrite)) {
      Conversion certificate =
          RunConversion.write(
              saved,
              head,
              Objects.requireNonNullElse(convention, Convention.ANTISYMMETRIC),
              output);
      card(saved, head, certificate).ifPresent(card -> output.write("model-card.md", card));
      output.commit();
      parent.out().print(format.json() ? Json.document(certificate) : text(certificate));
      return ExitCode.DONE;
    }
  }

  /** It tells about the data, so there is none without them. */
  private Optional<String> card(SavedRun saved, OutputHead head, Conversion certificate) {
    try {
      String command = ExperimentOptions.command(spec);
      return Optional.of(ModelCard.of(CardContent.of(saved, head, certificate, command)));
    } catch (InputException e) {
      parent.err().println("No model-card.md is written: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Even with --overwrite: the run that is read cannot be the one that is replaced. */
  private void requireAnotherPlace() {
    if (out.toAbsolutePath().normalize().equals(run.path().toAbsolutePath().normalize())) {
      throw new InputException(
          "--out %s: is the run that is converted; name another directory".formatted(out));
    }
  }

  private OutputHead head() {
    OutputHead head = OutputHead.of(to);
    if (head.outputs() == 1 && convention != null) {
      throw new IllegalArgumentException(
          "--convention chooses two units for one, and --to sigmoid leaves no choice: w = w1 - w0");
    }
    return head;
  }

  private String text(Conversion certificate) {
    return String.format(
        Locale.ROOT,
        """
        %s to %s%s, on %,d rows (%s):
          largest difference of the log-odds        %s
          largest difference of the probability     %s
          decisions changed                         %d%s
        %s%s
        New run: %s
        """,
        certificate.from(),
        certificate.to(),
        certificate.convention() == null
            ? ""
            : " (" + certificate.convention().name().toLowerCase(Locale.ROOT) + ")",
        certificate.rows(),
        certificate.rowsFrom(),
        shown(certificate.maxAbsLogitDifference()),
        shown(certificate.maxAbsProbabilityDifference()),
        certificate.decisionsChanged(),
        certificate.ties() == 0
            ? ""
            : ", and %d that float32 puts on the threshold itself".formatted(certificate.ties()),
        Introduction.wrapped(carried(certificate)),
        certificate.note() == null ? "" : "\n" + Introduction.wrapped(certificate.note() + "."),
        out);
  }

  private static String shown(double difference) {
    return difference == 0 ? "0" : String.format(Locale.ROOT, "%.3g", difference);
  }

  private static String carried(Conversion certificate) {
    String difference =
        certificate.convention() == null ? "the logit s = z1 - z0" : "z1 - z0 = s, not z1 alone";
    return "Threshold, calibration and class names are the same: calibration, a temperature too, acts"
        + " on "
        + difference
        + ".";
  }
}
