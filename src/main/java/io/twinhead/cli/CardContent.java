package io.twinhead.cli;

import io.twinhead.config.Task;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.RowLimit;
import io.twinhead.dataset.Split;
import io.twinhead.dataset.SplitOrigin;
import io.twinhead.dataset.Unit;
import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.CalibrationMethod;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import io.twinhead.head.OutputHead;
import io.twinhead.report.CardData;
import io.twinhead.report.CardData.PartCounts;
import io.twinhead.report.ModelCard;
import io.twinhead.training.Adjustment;
import io.twinhead.training.Conversion;
import io.twinhead.training.Course;
import io.twinhead.training.Evaluation;
import io.twinhead.training.SavedRun;
import io.twinhead.training.Tested;
import io.twinhead.training.Trained;
import io.twinhead.training.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a model card says about a model, whether it was trained just now or is read back. */
final class CardContent {
  private CardContent() {}

  /** A training that has just ended. */
  static ModelCard.Content of(
      Training training, Trained trained, Tested tested, @Nullable String command) {
    return new ModelCard.Content(
        training.plan().model().name(),
        trained.parameters(),
        training.plan().head().name(),
        training.data().classes(),
        data(training.data(), training.split()),
        Course.of(training, trained, tested, command),
        tested.predictions(),
        training.data().clusters(training.split().test()),
        Threshold.HALF,
        training.correction(),
        tested.metrics(),
        List.of(),
        List.of(Objects.requireNonNullElse(command, ExperimentOptions.NO_COMMAND)));
  }

  /** A saved run with a threshold and a calibration that it may not have yet. */
  static ModelCard.Content of(
      SavedRun run, Adjustment choice, Evaluation.BeforeAndAfter test, String command) {
    return of(
        run,
        new State(
            run.head(),
            run.course(),
            test.after().predictions(),
            choice.threshold().toThreshold(),
            choice.chosen(),
            test.after().scores()),
        Stream.of(choice.calibration().why()).filter(why -> !why.isEmpty()).toList(),
        command);
  }

  /** A saved run with another head, of which only the parameters differ. */
  static ModelCard.Content of(
      SavedRun run, OutputHead head, Conversion certificate, String command) {
    Evaluation test = Evaluation.ofTestPart(run);
    return of(
        run,
        new State(
            head,
            run.course().convertedFrom(certificate.from()),
            test.predictions(),
            run.threshold(),
            run.calibration(),
            test.scores()),
        List.of(sentence(certificate)),
        command);
  }

  private static String sentence(Conversion certificate) {
    double difference = certificate.maxAbsProbabilityDifference();
    int decisions = certificate.decisionsChanged();
    String changed =
        difference == 0 && decisions == 0
            ? "no probability and no decision changed"
            : String.format(
                Locale.ROOT,
                "no probability changed by more than %.1g, and %s",
                difference,
                decisions == 0 ? "no decision did" : decisions + " decisions did");
    return String.format(
        Locale.ROOT,
        "Converted from a %s head; the figures are that one's. On %,d rows (%s) %s.",
        certificate.from(),
        certificate.rows(),
        certificate.rowsFrom(),
        changed);
  }

  /** What may differ from a saved run. */
  private record State(
      OutputHead head,
      Course course,
      Predictions test,
      Threshold threshold,
      Calibration calibration,
      Map<Metric, Score> metrics) {}

  private static ModelCard.Content of(
      SavedRun run, State state, List<String> changes, String command) {
    return new ModelCard.Content(
        run.model().name(),
        run.parametersWith(state.head),
        state.head.name(),
        run.classes(),
        data(run.data(), run.split()),
        state.course,
        state.test,
        run.data().clusters(run.split().test()),
        state.threshold,
        state.calibration,
        state.metrics,
        changes,
        commands(run, command));
  }

  /** A run keeps the command of its training only, and a converted one not even that. */
  private static List<String> commands(SavedRun run, String last) {
    List<String> commands = new ArrayList<>();
    String first = run.course().command();
    commands.add(first == null ? "# the command of the training is not recorded here" : first);
    if (run.calibration().method() != CalibrationMethod.NONE
        || !run.threshold().objective().equals(Threshold.HALF.objective())) {
      commands.add("# earlier commands that chose a calibration or a threshold are not recorded");
    }
    commands.add(last);
    return commands;
  }

  private static CardData data(Dataset data, Split split) {
    return new CardData(
        data.name(),
        data.sha256(),
        data.unit().toString(),
        data.description(),
        Optional.ofNullable(data.origin().licence()),
        Optional.ofNullable(data.origin().source()),
        data.origin().label(),
        division(data),
        List.of(
            part("training", data, split.train()),
            part("validation", data, split.validation()),
            part("test", data, split.test())),
        Optional.ofNullable(split.origin()).map(SplitOrigin::limit).map(RowLimit::warning),
        copied(data, split),
        data.notes());
  }

  private static String division(Dataset data) {
    if (data.hasTestSplit()) {
      return "the data say themselves which are for testing";
    }
    if (data.timeOrdered()) {
      return "split by time, the latest for testing";
    }
    String together =
        data.unit() == Unit.IMAGE
            ? ", copies of an image in one part"
            : ", rows of a group in one part";
    return "split at random with equal class shares" + (data.grouped() ? together : "");
  }

  private static int copied(Dataset data, Split split) {
    int train = split.train().length;
    int[] codes =
        data.copies(
            IntStream.concat(IntStream.of(split.train()), IntStream.of(split.test())).toArray());
    int[] learnt = Arrays.copyOf(codes, train);
    Arrays.sort(learnt);
    return (int)
        Arrays.stream(codes, train, codes.length)
            .filter(code -> Arrays.binarySearch(learnt, code) >= 0)
            .count();
  }

  private static PartCounts part(String name, Dataset data, int[] rows) {
    int[] counts = new int[data.classes().size()];
    if (data.task() == Task.MULTILABEL) {
      byte[][] holds = data.indicators();
      for (int row : rows) {
        for (int k = 0; k < counts.length; k++) {
          counts[k] += holds[row][k];
        }
      }
    } else {
      int[] labels = data.labels();
      for (int row : rows) {
        counts[labels[row]]++;
      }
    }
    return new PartCounts(name, rows.length, data.classes(), counts);
  }
}
