package io.twinhead.cli;

import io.twinhead.comparison.Comparer;
import io.twinhead.comparison.Comparison;
import io.twinhead.comparison.ComparisonListener;
import io.twinhead.comparison.ComparisonPlan;
import io.twinhead.comparison.LockstepProof;
import io.twinhead.comparison.LockstepResult;
import io.twinhead.comparison.Outcome;
import io.twinhead.comparison.Outcomes;
import io.twinhead.comparison.Summary;
import io.twinhead.comparison.Verdict;
import io.twinhead.config.EvaluationConfig.Mode;
import io.twinhead.config.Experiment;
import io.twinhead.config.TrainingConfig;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Splits;
import io.twinhead.report.ConsoleReport;
import io.twinhead.report.HtmlReport;
import io.twinhead.report.Style;
import io.twinhead.run.Json;
import io.twinhead.run.OutputDirectory;
import io.twinhead.run.Provenance;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Trains both heads on the same splits and says which to use. */
@Command(
    name = "compare",
    description = "Trains both heads on the same splits and says which to use.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true)
final class CompareCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLineInterface parent;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private ExperimentOptions experiment = new ExperimentOptions();
  @Mixin private DataOptions data = new DataOptions();
  @Mixin private TrainingOptions training = new TrainingOptions();
  @Mixin private EvaluationOptions evaluation = new EvaluationOptions();

  @Option(
      names = "--require-equivalence",
      description = "Exit with 5 unless the heads are shown to be equivalent.")
  private boolean requireEquivalence;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private FormatOption format = new FormatOption();

  @Override
  public Integer call() {
    Experiment said = experiment.said(spec, data, () -> TrainingConfig.of(training), evaluation);
    Setup setup = Setup.of(spec, said, ComparisonPlan::of);
    Dataset loaded = setup.data();
    ComparisonPlan plan = setup.plan();
    if (!loaded.hasTestSplit()) {
      Splits.requireFolds(loaded, plan.folds());
    }
    try (OutputDirectory directory = output.open(loaded.name(), "compare")) {
      boolean text = !format.json();
      if (text && !output.quiet) {
        parent.out().print(Introduction.of(loaded, plan));
        parent.out().flush();
      }
      HeadFindings.before(loaded, null, loaded.hasTestSplit() ? 0 : plan.folds(), parent.err());
      ComparisonListener listener = listener();
      List<LockstepResult> lockstep =
          plan.mode() == Mode.NAIVE ? List.of() : LockstepProof.of(loaded, plan, listener);
      List<Outcome> all = Comparer.run(loaded, plan, directory, listener);
      List<Outcome> outcomes = plan.shown(all);
      Comparison comparison = Summary.of(loaded, plan, all, lockstep);
      String json = Json.document(comparison);
      String config = Yaml.write(plan.experiment().withPlan(new Outcomes(outcomes).plan()));
      directory.write("comparison.json", json);
      directory.write("config.yaml", config);
      directory.write(
          "report.html",
          HtmlReport.of(
              comparison,
              outcomes,
              Exhibits.of(loaded),
              notes(loaded),
              config,
              Provenance.current(),
              ExperimentOptions.command(spec)));
      directory.commit();
      if (text) {
        parent.colouredOut().print(result(comparison, outcomes, directory));
      } else {
        parent.out().print(json);
      }
      return exitCode(comparison);
    }
  }

  private static List<String> notes(Dataset loaded) {
    return Stream.concat(loaded.notes().stream(), HeadNotes.ofComparison(loaded).stream()).toList();
  }

  private ComparisonListener listener() {
    return output.quiet ? new Quiet() : new Progress(parent.redrawnErr(), parent.terminal());
  }

  private String result(Comparison comparison, List<Outcome> outcomes, OutputDirectory directory) {
    String where = "Report: " + directory.path().resolve("report.html") + "\n";
    if (output.quiet) {
      return comparison.verdict().reason() + "\n" + where;
    }
    return ConsoleReport.of(comparison, outcomes, new Style(parent.terminal().colour()))
        + "\n"
        + where;
  }

  private int exitCode(Comparison comparison) {
    LockstepResult lockstep = comparison.lockstep();
    boolean inStep = lockstep == null || Boolean.TRUE.equals(lockstep.holds());
    boolean equivalent = comparison.verdict().kind() == Verdict.Kind.EQUIVALENT;
    if (!requireEquivalence || (equivalent && inStep)) {
      return ExitCode.DONE;
    }
    parent
        .err()
        .println(
            "error: --require-equivalence: "
                + (equivalent
                    ? "the matched heads did not take the same steps"
                    : "the heads were not shown to be equivalent"));
    return ExitCode.CHECK;
  }

  /** Logs the first step only. */
  private static final class Quiet implements ComparisonListener {
    @Override
    public void firstStep() {
      Progress.logFirstStep();
    }
  }
}
