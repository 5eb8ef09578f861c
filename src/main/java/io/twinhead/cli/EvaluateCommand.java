package io.twinhead.cli;

import io.twinhead.dataset.Dataset;
import io.twinhead.run.Json;
import io.twinhead.training.Evaluation;
import io.twinhead.training.SavedRun;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Measures a trained model once more, or on other data. */
@Command(
    name = "evaluate",
    description =
        "Measures a trained model on the rows that its training held out, or on other data.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true)
final class EvaluateCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLineInterface parent;

  @Mixin private RunOptions run = new RunOptions();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DATASET",
      description =
          "Data with the same columns and classes, all of which is measured on (default: the test"
              + " part of the run's own).")
  private @Nullable String dataset;

  @Option(
      names = "--label",
      paramLabel = "COL",
      description = "The label column of DATASET (default: as in training).")
  private @Nullable String label;

  @Mixin private FormatOption format = new FormatOption();

  @Override
  public Integer call() {
    try (SavedRun saved = run.open()) {
      Evaluation evaluation =
          dataset == null
              ? Evaluation.ofTestPart(saved)
              : Evaluation.ofAll(saved, other(saved, dataset));
      if (evaluation.seen()) {
        parent.err().println(warning(evaluation));
      }
      parent.out().print(format.json() ? Json.document(evaluation) : text(evaluation));
      return ExitCode.DONE;
    }
  }

  private Dataset other(SavedRun saved, String name) {
    return saved.openOther(BundledData.resolve(name), label);
  }

  private static String warning(Evaluation evaluation) {
    return "warning: these are the rows that the run learnt from: all of %s, its training part too;"
            .formatted(evaluation.dataset())
        + " without DATASET its test part is measured";
  }

  private static String text(Evaluation evaluation) {
    String rows =
        "On %s of %s, %s:%n"
            .formatted(
                evaluation.unit().count(evaluation.rows()),
                evaluation.dataset(),
                evaluation.part().equals("test") ? "held out for testing" : "all that there are");
    if (!evaluation.hasOwnThreshold()) {
      return rows + MetricLines.of(evaluation.scores());
    }
    String title = String.format(Locale.ROOT, "at %.4f", evaluation.threshold().value());
    return rows + MetricLines.of(title, evaluation.scores(), "at 0.5", evaluation.scoresAtHalf());
  }
}
