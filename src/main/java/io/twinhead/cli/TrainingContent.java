package io.twinhead.cli;

import io.twinhead.config.Experiment;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.RowLimit;
import io.twinhead.dataset.Split;
import io.twinhead.dataset.SplitOrigin;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Score;
import io.twinhead.head.OutputHead;
import io.twinhead.report.TrainingReport;
import io.twinhead.report.TrainingReport.Calibrating;
import io.twinhead.training.Adjustment;
import io.twinhead.training.Course;
import io.twinhead.training.Evaluation;
import io.twinhead.training.Resumed;
import io.twinhead.training.SavedRun;
import io.twinhead.training.Tested;
import io.twinhead.training.Trained;
import io.twinhead.training.Training;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a report says about a trained model, whether it was trained just now or is read back.
 *
 * @param model the name of the trunk and its updater
 * @param parameters of the whole network
 * @param experiment every setting, with what the engine decided
 */
record TrainingContent(
    Dataset data,
    Split split,
    OutputHead head,
    String model,
    long parameters,
    Course course,
    Experiment experiment) {

  /** A training that has just ended. */
  static TrainingReport.Content of(
      Training training,
      Trained trained,
      Experiment settings,
      Tested tested,
      @Nullable String command) {
    return new TrainingContent(
            training.data(),
            training.split(),
            training.plan().head(),
            training.plan().model().name(),
            trained.parameters(),
            Course.of(training, trained, tested, command),
            trained.decided(settings))
        .with(
            tested.predictions(),
            tested.metrics(),
            Objects.requireNonNullElse(command, ExperimentOptions.NO_COMMAND),
            Optional.empty());
  }

  /** A saved run with a threshold and a calibration that it may not have yet. */
  static TrainingReport.Content of(
      SavedRun run, Adjustment choice, Evaluation.BeforeAndAfter test, String command) {
    Course course = run.course();
    return new TrainingContent(
            run.data(),
            run.split(),
            run.head(),
            run.model().name(),
            run.parameters(),
            course,
            run.experiment())
        .with(
            test.after().predictions(),
            test.after().scores(),
            course.command() == null ? command : course.command() + "\n" + command,
            Optional.of(
                new Calibrating(
                    choice,
                    (BinaryPredictions) test.before().predictions(),
                    test.after().scoresAtHalf())));
  }

  private TrainingReport.Content with(
      Predictions test,
      Map<Metric, Score> metrics,
      String command,
      Optional<Calibrating> calibrating) {
    return new TrainingReport.Content(
        data.name(),
        data.sha256(),
        new TrainingReport.PartRows(
            split.train().length, split.validation().length, split.test().length),
        data.classes(),
        model,
        parameters,
        head.name(),
        course.history(),
        course.bestEpoch(),
        course.judgement(),
        split.test(),
        test,
        metrics,
        Optional.ofNullable(course.antisymmetry()),
        Exhibits.of(data),
        notes(),
        Yaml.write(experiment),
        course.provenance(),
        command,
        calibrating);
  }

  private List<String> notes() {
    SplitOrigin origin = split.origin();
    Stream<String> warning =
        Stream.ofNullable(origin == null ? null : origin.limit()).map(RowLimit::warning);
    Stream<String> changes = course.resumed().stream().map(Resumed::sentence);
    return Stream.of(warning, changes, data.notes().stream(), HeadNotes.of(head, data).stream())
        .flatMap(lines -> lines)
        .toList();
  }
}
