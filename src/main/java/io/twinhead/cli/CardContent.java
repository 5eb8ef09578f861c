package io.twinhead.cli;

import io.twinhead.config.Task;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Split;
import io.twinhead.dataset.Unit;
import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import io.twinhead.head.OutputHead;
import io.twinhead.report.CardData;
import io.twinhead.report.CardData.PartCounts;
import io.twinhead.report.ModelCard;
import io.twinhead.run.Provenance;
import io.twinhead.training.Adjustment;
import io.twinhead.training.Conversion;
import io.twinhead.training.Course;
import io.twinhead.training.Evaluation;
import io.twinhead.training.SavedRun;
import io.twinhead.training.Tested;
import io.twinhead.training.Trained;
import io.twinhead.training.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a model card says about a model, whether it was trained just now or is read back. */
final class CardContent {
  private CardContent() {}

  /** A training that has just ended. */
  static ModelCard.Content of(Training training, Trained trained, Tested tested, String command) {
    return new ModelCard.Content(
        training.plan().model().name(),
        trained.parameters(),
        training.plan().head().name(),
        training.data().classes(),
        data(training.data(), training.split()),
        trained.history().size(),
        trained.bestEpoch(),
        trained.judgement(),
        tested.predictions(),
        training.data().clusters(training.split().test()),
        Threshold.HALF,
        training.correction(),
        tested.metrics(),
        List.of(),
        Provenance.current(),
        command);
  }

  /** A saved run with a threshold and a calibration that it may not have yet. */
  static ModelCard.Content of(
      SavedRun run, Adjustment choice, Evaluation.BeforeAndAfter test, String command) {
    return of(
        run,
        new State(
            run.head(),
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
    String change =
        String.format(
            Locale.ROOT,
            "Converted from a %s head; the figures are that one's. On %,d rows (%s) no probability"
                + " changed by more than %.1g, and %d decisions did.",
            certificate.from(),
            certificate.rows(),
            certificate.rowsFrom(),
            certificate.maxAbsProbabilityDifference(),
            certificate.decisionsChanged());
    return of(
        run,
        new State(head, test.predictions(), run.threshold(), run.calibration(), test.scores()),
        List.of(change),
        command);
  }

  /** What may differ from a saved run. */
  private record State(
      OutputHead head,
      Predictions test,
      Threshold threshold,
      Calibration calibration,
      Map<Metric, Score> metrics) {}

  private static ModelCard.Content of(
      SavedRun run, State state, List<String> changes, String command) {
    Course course = run.course();
    return new ModelCard.Content(
        run.model().name(),
        run.parametersWith(state.head),
        state.head.name(),
        run.classes(),
        data(run.data(), run.split()),
        course.history().size(),
        course.bestEpoch(),
        course.judgement(),
        state.test,
        run.data().clusters(run.split().test()),
        state.threshold,
        state.calibration,
        state.metrics,
        changes,
        course.provenance(),
        course.command() == null ? command : course.command() + "\n" + command);
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
    if (data.grouped() || data.timeOrdered()) {
      return 0; // parts of a whole are not copies
    }
    int[] known =
        IntStream.concat(IntStream.of(split.train()), IntStream.of(split.test())).toArray();
    int[] codes = data.clusters(known);
    int train = split.train().length;
    Set<Integer> learnt = Arrays.stream(codes).limit(train).boxed().collect(Collectors.toSet());
    return (int) Arrays.stream(codes).skip(train).filter(learnt::contains).count();
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
