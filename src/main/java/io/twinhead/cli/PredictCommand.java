package io.twinhead.cli;

import io.twinhead.cli.PredictionLines.LineFormat;
import io.twinhead.config.InputException;
import io.twinhead.config.OnError;
import io.twinhead.dataset.Unit;
import io.twinhead.dataset.Unlabelled;
import io.twinhead.training.Prediction;
import io.twinhead.training.SavedRun;
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

  @Override
  public Integer call() {
    try (SavedRun saved = run.open()) {
      Unlabelled examples =
          Unlabelled.read(BundledData.resolve(input), saved.preprocessing(), onError);
      List<Optional<Prediction>> predictions = saved.predict(examples.features());
      List<String> skipped = new ArrayList<>(examples.skipped());
      skipped.addAll(outOfRange(examples, predictions));
      new PredictionLines(saved, examples.unit())
          .write(format, examples, predictions, parent.out());
      say(skipped);
      return ExitCode.DONE;
    }
  }

  private List<String> outOfRange(Unlabelled examples, List<Optional<Prediction>> predictions) {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      if (predictions.get(i).isEmpty()) {
        String id = examples.ids().get(i);
        places.add(
            "%s, %s: its values are so far out of the range of the training rows that the network's"
                    .formatted(input, examples.unit() == Unit.ROW ? "row " + id : id)
                + " output is not finite");
      }
    }
    if (onError == OnError.FAIL && !places.isEmpty()) {
      throw new InputException(
          places.get(0) + "; correct them, or leave such rows out with --on-error skip");
    }
    return places;
  }

  private void say(List<String> skipped) {
    skipped.stream().limit(MOST_SAID).forEach(why -> parent.err().println("skipped: " + why));
    if (skipped.size() > MOST_SAID) {
      parent.err().println("skipped: and " + (skipped.size() - MOST_SAID) + " more");
    }
  }
}
