package io.twinhead.cli;

import io.twinhead.comparison.ComparisonPlan;
import io.twinhead.config.Experiment;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Split;
import io.twinhead.dataset.Splits;
import io.twinhead.head.OutputHead;
import io.twinhead.report.RateRangeReport;
import io.twinhead.run.Json;
import io.twinhead.run.OutputDirectory;
import io.twinhead.run.Provenance;
import io.twinhead.run.Seeds;
import io.twinhead.training.Heads;
import io.twinhead.training.Training;
import io.twinhead.training.TrainingPlan;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Looks for a learning rate instead of training. */
final class RangeTest {
  @Option(
      names = "--lr-range-test",
      description =
          "Train no model: let the learning rate grow for some 200 steps and suggest one, with a"
              + " plot.")
  boolean asked;

  /**
   * Runs it.
   *
   * @param said every setting that was given, the head among them
   */
  int run(CommandSpec spec, Experiment said, OutputOptions output, PrintWriter out) {
    Setup setup = Setup.of(spec, said, ComparisonPlan::ofOneTraining);
    Dataset data = setup.data();
    ComparisonPlan plan = setup.plan();
    OutputHead head = Heads.of(Objects.requireNonNull(said.model().head()), data, plan.link());
    try (OutputDirectory directory = output.open(data.name(), "lr-range");
        Ancestors ancestors = Ancestors.of(plan, head, said, data)) {
      Optional<Split> inherited = ancestors.split(data);
      if (!output.quiet) {
        out.print(Introduction.ofTraining(data, plan, head, inherited));
        out.flush();
      }
      RateRangeReport report = report(training(data, plan, head, ancestors, inherited), plan, spec);
      directory.write("lr-range.json", Json.document(report));
      directory.write("report.html", report.page(Yaml.write(ancestors.settings())));
      directory.commit();
      report.sentences().forEach(s -> out.println(Introduction.wrapped(s)));
      out.println("Report: " + directory.path().resolve("report.html"));
      return ExitCode.DONE;
    }
  }

  /** The training that would be without this. */
  private static Training training(
      Dataset data,
      ComparisonPlan plan,
      OutputHead head,
      Ancestors ancestors,
      Optional<Split> inherited) {
    long seed = plan.seeds().get(0);
    Split split = inherited.orElseGet(() -> Splits.holdout(data, Seeds.derive(seed, "split")));
    Experiment settings = ancestors.settings();
    TrainingPlan one = TrainingPlan.of(plan.model(), head, plan.experiment().training(), seed, "");
    return Training.of(data, split, one, settings, ancestors.inheritance());
  }

  private static RateRangeReport report(Training training, ComparisonPlan plan, CommandSpec spec) {
    TrainingPlan one = training.plan();
    return new RateRangeReport(
        training.data().name(),
        training.data().sha256(),
        one.model().name(),
        one.head().name(),
        one.model().updater().getClass().getSimpleName().toLowerCase(Locale.ROOT),
        one.model().updater().learningRate(),
        one.batchSize(),
        plan.seeds().get(0),
        training.rateRange(),
        Provenance.current(),
        ExperimentOptions.command(spec));
  }
}
