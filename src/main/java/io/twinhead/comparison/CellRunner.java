package io.twinhead.comparison;

import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Preprocessing;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Threshold;
import io.twinhead.run.OutputDirectory;
import io.twinhead.training.RunDirectory;
import io.twinhead.training.Trained;
import io.twinhead.training.Trainer;
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
    this.runs = new RunDirectory(output, plan.experiment(), data);
  }

  Outcome run(Cell cell, Arm arm, TrainingListener listener) {
    Preprocessing preprocessing =
        Preprocessing.fit(data, cell.split().train(), plan.scaling(), plan.model().channels());
    Examples train = preprocessing.apply(data, cell.split().train());
    Examples validation = preprocessing.apply(data, cell.split().validation());
    Examples test = preprocessing.apply(data, cell.split().test());

    TrainingPlan training = trainingPlan(cell, arm);
    try (Trained trained = Trainer.train(training, train, validation, listener)) {
      trained.requireCompleted();
      Outcome outcome = outcome(cell, arm, trained, trained.predict(test));
      String name = "runs/seed-%d-fold-%d-%s".formatted(cell.seed(), cell.fold(), arm.title());
      runs.write(name, cell.split(), training, preprocessing, trained, outcome.metrics());
      return outcome;
    }
  }

  private static Outcome outcome(Cell cell, Arm arm, Trained trained, Predictions predictions) {
    return new Outcome(
        cell.seed(),
        cell.fold(),
        arm,
        cell.split().train().length + cell.split().validation().length,
        cell.split().test(),
        predictions,
        Metrics.of(predictions, Threshold.HALF),
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
    return TrainingPlan.of(
        plan.model(),
        arm.head(data, plan.link()),
        plan.experiment().training(),
        cell.seed(),
        stream);
  }
}
