package io.twinhead.cli;

import io.twinhead.comparison.ComparisonPlan;
import io.twinhead.config.Experiment;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Datasets;
import java.util.function.BiFunction;
import picocli.CommandLine.Model.CommandSpec;

/** The data, and what to do with them. */
record Setup(Dataset data, ComparisonPlan plan) {
  /**
   * Checks all that can be checked first, then reads the data, which may take long.
   *
   * @param said on the command line and in the file that it names
   * @param plans fills what was left open, once the data are known
   */
  static Setup of(
      CommandSpec command, Experiment said, BiFunction<Experiment, Dataset, ComparisonPlan> plans) {
    Settings.check(command, () -> ComparisonPlan.check(said));
    String dataset = ExperimentOptions.requireDataset(command, said);
    Dataset data = Datasets.open(BundledData.resolve(dataset), said.data());
    return new Setup(data, plans.apply(said, data));
  }
}
