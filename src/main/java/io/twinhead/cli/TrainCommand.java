package io.twinhead.cli;

import io.twinhead.comparison.ComparisonPlan;
import io.twinhead.config.Experiment;
import io.twinhead.config.TrainingConfig;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Split;
import io.twinhead.dataset.Splits;
import io.twinhead.dataset.Unit;
import io.twinhead.head.OutputHead;
import io.twinhead.report.ModelCard;
import io.twinhead.report.TrainingReport;
import io.twinhead.run.LiveDirectory;
import io.twinhead.run.Seeds;
import io.twinhead.training.Divergence;
import io.twinhead.training.Heads;
import io.twinhead.training.RunDirectory;
import io.twinhead.training.RunJournal;
import io.twinhead.training.Tested;
import io.twinhead.training.Trained;
import io.twinhead.training.Training;
import io.twinhead.training.TrainingListener;
import io.twinhead.training.TrainingPlan;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Trains one head on one split and reports on its test part. */
@Command(
    name = "train",
    description = "Trains one head and reports how it does on rows held out for testing.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true)
final class TrainCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLineInterface parent;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--head",
      paramLabel = "sigmoid|softmax",
      description =
          "One sigmoid unit, or two softmax units; of more classes or labels a unit for each.")
  private @Nullable String headName;

  @Mixin private ExperimentOptions experiment = new ExperimentOptions();
  @Mixin private DataOptions data = new DataOptions();
  @Mixin private TrainingOptions training = new TrainingOptions();
  @Mixin private JobOptions job = new JobOptions();
  @Mixin private AncestorOptions earlier = new AncestorOptions();
  @Mixin private RangeTest rangeTest = new RangeTest();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--resume",
      description = "Go on with the unfinished training in DIR of --out, if there is one.")
  private boolean resume;

  @Override
  public Integer call() {
    if (resume && rangeTest.asked) {
      throw new ParameterException(
          spec.commandLine(),
          "--resume goes on with a training, and --lr-range-test trains no model: keep one");
    }
    Resumption resumption = new Resumption(spec, output, resume);
    if (resume) {
      LiveDirectory.recover(Objects.requireNonNull(output.out));
    }
    try {
      return run(resumption);
    } catch (CancellationException e) {
      throw resumption.stopped(e);
    }
  }

  private int run(Resumption resumption) {
    Experiment before = resumption.settings();
    Experiment said = said(before, resumption);
    if (rangeTest.asked) {
      return rangeTest.run(spec, said, output, parent.out());
    }
    Optional<String> end = resumption.end(said);
    if (end.isPresent()) {
      return done(end.get());
    }
    String name = Objects.requireNonNull(said.model().head());
    Setup setup = Setup.of(spec, said, ComparisonPlan::ofOneTraining);
    Dataset loaded = setup.data();
    ComparisonPlan plan = setup.plan();
    OutputHead head = Heads.of(name, loaded, plan.link());
    try (LiveDirectory directory = output.openLive(loaded.name(), resume)) {
      end = resumption.end(said);
      if (end.isPresent()) { // by a process that has ended since
        return done(end.get());
      }
      try (Ancestors ancestors = Ancestors.of(plan, head, said, loaded)) {
        Optional<Split> inherited = ancestors.split(loaded);
        if (!output.quiet) {
          parent.out().print(Introduction.ofTraining(loaded, plan, head, inherited));
          ancestors
              .sentences(head, loaded, inherited)
              .forEach(s -> parent.out().println(Introduction.wrapped(s)));
          parent.out().flush();
        }
        HeadFindings.before(loaded, name, 0, parent.err());
        Split split = inherited.orElseGet(() -> Splits.holdout(loaded, splitSeed(plan)));
        TrainingPlan one =
            TrainingPlan.of(
                plan.model(), head, plan.experiment().training(), plan.seeds().get(0), "");
        Experiment settings = ancestors.settings();
        train(
            Training.of(loaded, split, one, settings, ancestors.inheritance()),
            settings,
            resumption.command(before, settings, directory),
            directory,
            resumption);
      }
      parent.out().println("Report: " + directory.path().resolve("report.html"));
      return ExitCode.DONE;
    }
  }

  private int done(String end) {
    parent
        .out()
        .println(
            "%s: the training has come to its end (%s), so nothing is left to do"
                .formatted(output.out, end));
    return ExitCode.DONE;
  }

  /**
   * Everything said; the head, which has no default, among it.
   *
   * @param before settings of the training that is gone on with
   */
  private Experiment said(Experiment before, Resumption resumption) {
    Experiment flags =
        experiment.said(
            spec, data, () -> TrainingConfig.of(training, job, earlier), new EvaluationOptions());
    return Settings.fromFlags(
        spec,
        () -> {
          Experiment said = (headName == null ? flags : flags.withHead(headName)).orElse(before);
          String name = said.model().head();
          if (name == null) {
            throw new IllegalArgumentException(resumption.headIsMissing());
          }
          return said.withHead(OutputHead.of(name).name());
        });
  }

  private static long splitSeed(ComparisonPlan plan) {
    return Seeds.derive(plan.seeds().get(0), "split");
  }

  private void train(
      Training training,
      Experiment settings,
      String command,
      LiveDirectory directory,
      Resumption resumption) {
    try (RunJournal journal =
        new RunJournal(directory, training, settings, command, parent.err()::println)) {
      resumption.announce(journal, directory, parent.err());
      try {
        Interruption.stopIfAsked();
        train(training, settings, directory, journal);
      } catch (CancellationException e) {
        journal.finishWriting();
        throw resumption.stopped(journal, directory);
      }
    } catch (OutOfMemoryError e) { // once the last state is saved, if there is room for that
      if (directory.hasCheckpoint()) {
        throw resumption.outOfMemory(directory, e);
      }
      throw e;
    }
  }

  private void train(
      Training training, Experiment settings, LiveDirectory directory, RunJournal journal) {
    TrainingLines lines =
        new TrainingLines(
            parent.out(),
            parent.redrawnErr(),
            parent.terminal(),
            training.data().unit(),
            output.quiet,
            System::nanoTime);
    try (Trained trained = training.run(journal.from(), TrainingListener.all(lines, journal))) {
      lines.ended(training, trained);
      journal.finishWriting();
      RunDirectory run = new RunDirectory(directory, settings, journal.command());
      Divergence divergence = trained.divergence();
      if (divergence != null) {
        run.write("", training, trained, null);
        directory.finish();
        throw divergence.andSo(kept(trained, directory));
      }
      Tested tested = training.test(trained);
      run.write("", training, trained, tested);
      say(trained, tested, training.data().unit());
      Interruption.stopIfAsked(); // a large test part takes seconds to report on
      directory.write(
          "report.html",
          TrainingReport.of(
              TrainingContent.of(training, trained, settings, tested, journal.command())));
      Interruption.stopIfAsked();
      directory.write(
          "model-card.md",
          ModelCard.of(CardContent.of(training, trained, tested, journal.command())));
      directory.finish();
      lines.warnIfTheStartWasBetter(trained.best());
      HeadFindings.after(directory.path(), trained, parent.err());
    }
  }

  private static String kept(Trained trained, LiveDirectory directory) {
    return "The weights of epoch %d, the best until then, were kept in %s"
        .formatted(trained.bestEpoch(), directory.path().resolve("model.zip"));
  }

  private void say(Trained trained, Tested tested, Unit unit) {
    parent.out().println(Introduction.wrapped("It " + trained.judgement().sentence() + "."));
    parent
        .out()
        .println("On " + unit.count(tested.predictions().size()) + " held out for testing:");
    parent.out().print(MetricLines.of(tested.metrics()));
    parent.out().flush(); // report and card take a moment
  }
}
