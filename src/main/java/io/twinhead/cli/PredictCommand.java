package io.twinhead.cli;

import io.twinhead.cli.PredictionLines.LineFormat;
import io.twinhead.config.InputException;
import io.twinhead.config.OnError;
import io.twinhead.dataset.Unit;
import io.twinhead.dataset.Unlabelled;
import io.twinhead.training.Prediction;
import io.twinhead.training.SavedRun;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Predicts the class of each row or image. */
@Command(
    name = "predict",
    description =
        "Predicts the class of each row of a table, or of each image, one line for each in input"
            + " order.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true)
final class PredictCommand implements Callable<Integer> {
  private static final int MOST_SAID = 20;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLineInterface parent;

  @Mixin private RunOptions run = new RunOptions();

  @Parameters(
      index = "1",
      paramLabel = "INPUT",
      description =
          "A CSV file, an image, a directory of images at any depth, or a directory with"
              + " dataset.yaml; a label column is ignored.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String input;

  @Option(
      names = "--format",
      paramLabel = "csv|jsonl",
      defaultValue = "CSV",
      description = "Of the lines (default: csv, with a header).")
  private LineFormat format = LineFormat.CSV;

  @Option(
      names = "--on-error",
      paramLabel = "fail|skip",
      defaultValue = "FAIL",
      description = "What to do about rows or images that cannot be used (default: fail).")
  private OnError onError = OnError.FAIL;

  private final List<String> skipped = new ArrayList<>();
  private int skippedInAll;

  /** Nothing is written before all is known to be right, unless what is not is to be left out. */
  @Override
  public Integer call() throws IOException {
    try (SavedRun saved = run.open();
        HeldBack held = new HeldBack()) {
      Writer out = onError == OnError.FAIL ? held : parent.dataOut();
      PredictionLines lines = new PredictionLines(saved, format, out);
      Unlabelled.read(
          BundledData.resolve(input),
          saved.preprocessing(),
          onError,
          part -> {
            lines.write(part, predict(saved, part));
            parent.requireReader();
          });
      held.release(parent.dataOut());
      return ExitCode.DONE;
    } finally {
      say();
    }
  }

  private List<Optional<Prediction>> predict(SavedRun saved, Unlabelled part) {
    List<Optional<Prediction>> predictions = saved.predict(part.features());
    part.skipped().forEach(this::skip);
    for (int i = 0; i < predictions.size(); i++) {
      if (predictions.get(i).isEmpty()) {
        String why = outOfRange(part.unit(), part.ids().get(i));
        if (onError == OnError.FAIL) {
          throw new InputException(
              why + "; correct them, or leave such rows out with --on-error skip");
        }
        skip(why);
      }
    }
    return predictions;
  }

  private String outOfRange(Unit unit, String id) {
    return "%s, %s: its values are so far out of the range of the training rows that the network's output"
            .formatted(input, unit == Unit.ROW ? "row " + id : id)
        + " is not finite";
  }

  private void skip(String why) {
    skippedInAll++;
    if (skipped.size() < MOST_SAID) {
      skipped.add(why);
    }
  }

  private void say() {
    skipped.forEach(why -> parent.err().println("skipped: " + why));
    if (skippedInAll > skipped.size()) {
      parent.err().println("skipped: and " + (skippedInAll - skipped.size()) + " more");
    }
  }
}
