package io.twinhead.comparison;

import io.twinhead.dataset.Dataset;
import io.twinhead.run.OutputDirectory;
import io.twinhead.training.RunDirectory;
import io.twinhead.training.Tested;
import io.twinhead.training.Trained;
import io.twinhead.training.Training;
import io.twinhead.training.TrainingListener;
import io.twinhead.training.TrainingPlan;

/** Trains one arm on one cell, scores it on the held-out part and writes its run directory. */
final class CellRunner {
  private final Dataset data;
  private final ComparisonPlan plan;
  private final RunDirectory runs;

  CellRunner(Dataset data, ComparisonPlan plan, OutputDirectory output) {
    this.data = data;
    this.plan = plan;
    this.runs = new RunDirectory(output, plan.experiment());
  }

  Outcome run(Cell cell, Arm arm, TrainingListener listener) {
    Training training =
        Training.of(
            data,
            cell.split(),
            trainingPlan(cell, arm),
            plan.experiment(),
            Training.Inheritance.NONE);
    try (Trained trained = training.run(listener)) {
      trained.requireCompleted();
      Tested tested = training.test(trained);
      String name = "runs/seed-%d-fold-%d-%s".formatted(cell.seed(), cell.fold(), arm.title());
      runs.write(name, training, trained, tested);
      return outcome(cell, arm, trained, tested);
    }
  }

  private static Outcome outcome(Cell cell, Arm arm, Trained trained, Tested tested) {
    return new Outcome(
        cell.seed(),
        cell.fold(),
        arm,
        cell.split().train().length + cell.split().validation().length,
        cell.split().test(),
        tested.predictions(),
        tested.metrics(),
        trained.history(),
        trained.bestEpoch(),
        trained.judgement(),
        trained.seconds(),
        trained.parameters(),
        trained.headParameters(),
        trained.engineName(),
        trained.plan());
  }

  /** Both heads draw from the same streams: paired trunks, the same order of examples. */
  private TrainingPlan trainingPlan(Cell cell, Arm arm) {
    String stream = "fold-" + cell.fold() + "/" + arm.stream();
    TrainingPlan training =
        TrainingPlan.of(
            plan.model(),
            arm.head(data, plan.link()),
            plan.experiment().training(),
            cell.seed(),
            stream);
    return arm == Arm.MATCHED ? training.matched() : training;
  }
}
