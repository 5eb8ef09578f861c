package io.twinhead.cli;

import io.twinhead.evaluation.Calibrated;
import io.twinhead.evaluation.CalibrationMethod;
import io.twinhead.evaluation.ThresholdObjective;
import io.twinhead.report.ModelCard;
import io.twinhead.report.TrainingReport;
import io.twinhead.run.Json;
import io.twinhead.training.Adjustment;
import io.twinhead.training.Evaluation;
import io.twinhead.training.RunCalibration;
import io.twinhead.training.SavedRun;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Chooses a trained model's calibration and decision threshold. */
@Command(
    name = "calibrate",
    description =
        "Calibrates a trained model's probabilities and chooses its decision threshold, both on the"
            + " validation part, and writes them into the run.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true)
final class CalibrateCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLineInterface parent;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--threshold",
      paramLabel = "OBJECTIVE",
      description =
          "What the threshold is best for: " + ThresholdObjective.KNOWN + " (default: as it is).")
  private @Nullable ThresholdObjective objective;

  @Option(
      names = "--method",
      paramLabel = "temperature|platt|isotonic|beta|none",
      description =
          "Of calibration, kept only if it helps rows that it was not fitted to; none removes it"
              + " (default: the best, or with --threshold as it is).")
  private @Nullable CalibrationMethod method;

  @Mixin private FormatOption format = new FormatOption();

  @Override
  public Integer call() {
    try (SavedRun saved = run.open()) {
      Adjustment choice = RunCalibration.choose(saved, objective, method);
      Evaluation.BeforeAndAfter test = Evaluation.ofTestPart(saved, choice);
      String command = ExperimentOptions.command(spec);
      RunCalibration.write(
          saved,
          choice,
          test.after(),
          TrainingReport.of(TrainingContent.of(saved, choice, test, command)),
          ModelCard.of(CardContent.of(saved, choice, test, command)));
      parent.out().print(format.json() ? Json.document(choice) : text(choice, test.after()));
      return ExitCode.DONE;
    }
  }

  private static String text(Adjustment choice, Evaluation test) {
    return Introduction.wrapped(choice.calibration().why())
        + "\n"
        + (choice.calibration().tried()
            ? scores(choice.calibration().before(), choice.calibration().after())
            : "")
        + threshold(choice.threshold())
        + "On %s held out for testing:%n".formatted(test.unit().count(test.rows()))
        + (test.hasOwnThreshold()
            ? MetricLines.of(
                String.format(Locale.ROOT, "at %.4f", test.threshold().value()),
                test.scores(),
                "at 0.5",
                test.scoresAtHalf())
            : MetricLines.of(test.scores()))
        + "Report: "
        + Path.of(choice.run()).resolve("report.html")
        + "\n";
  }

  private static String scores(Calibrated.Scores before, Calibrated.Scores after) {
    return String.format(
        Locale.ROOT,
        """
          validation part     before     after (each row by a map fitted without it)
          log_loss            %.4f     %.4f
          brier               %.4f     %.4f
          ece                 %.4f     %.4f
        """,
        before.logLoss(),
        after.logLoss(),
        before.brier(),
        after.brier(),
        before.ece(),
        after.ece());
  }

  private static String threshold(Adjustment.ThresholdPart threshold) {
    String interval =
        threshold.ci95() == null
            ? ""
            : String.format(
                Locale.ROOT,
                ", 95 %% of resamples from %.4f to %.4f",
                threshold.ci95().low(),
                threshold.ci95().high());
    return String.format(
        Locale.ROOT,
        "Threshold: %.4f (%s%s)%n%s",
        threshold.value(),
        threshold.objective(),
        interval,
        threshold.theory().map(theory -> Introduction.wrapped("  " + theory) + "\n").orElse(""));
  }
}
