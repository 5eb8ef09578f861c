package io.twinhead.report;

import io.twinhead.comparison.Outcome;
import io.twinhead.comparison.Verdict;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Calibrated;
import io.twinhead.evaluation.CalibrationMethod;
import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Temperature;
import io.twinhead.evaluation.Threshold;
import io.twinhead.head.Logistic;
import io.twinhead.run.Provenance;
import io.twinhead.training.Adjustment;
import io.twinhead.training.Epoch;
import io.twinhead.training.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Whole pages of made-up results. */
final class SamplePages {
  static final Provenance PROVENANCE =
      new Provenance("0.1.0", "Temurin 17", "Linux 6", "AMD EPYC", 2, 1, "x86_64-onednn");

  private static final List<String> NOTES =
      List.of("Label 'diagnosis': 'benign' is read as 0, 'malignant' is read as 1.");

  private static final String CONFIG = "dataset: breast-cancer\ntraining:\n  epochs: 100\n";
  private static final String COMMAND = "twinhead compare breast-cancer";

  private SamplePages() {}

  static String comparison(ComparisonBuilder builder, List<Outcome> outcomes) {
    return HtmlReport.of(
        builder.comparison(),
        outcomes,
        Optional.of(Trainings::exhibit),
        NOTES,
        CONFIG,
        PROVENANCE,
        COMMAND);
  }

  static String comparison() {
    return comparison(new ComparisonBuilder(), Trainings.outcomes(3, 5));
  }

  /** Names that would break the page, or out of it, if they were not escaped, and are long. */
  static String hostileComparison(String name) {
    return comparison(
        new ComparisonBuilder()
            .dataset(name, name)
            .verdict(Verdict.Kind.BETTER, "softmax", "Use softmax."),
        Trainings.outcomes(1, 2));
  }

  static String training() {
    return TrainingReport.of(content("malignant", Optional.of(Trainings::exhibit)));
  }

  /** A run whose probabilities were too timid by a factor of two, with a threshold for recall. */
  static String calibrated() {
    return TrainingReport.of(calibrated(new Threshold(0.2, Logistic.logit(0.2), "recall>=0.9")));
  }

  static TrainingReport.Content calibrated(Threshold threshold) {
    TrainingReport.Content plain = content("malignant", Optional.empty());
    BinaryPredictions after = (BinaryPredictions) plain.test();
    BinaryPredictions before = new Temperature(2).apply(after);
    Adjustment choice =
        new Adjustment(
            "run",
            new Adjustment.ThresholdPart(
                threshold.value(),
                threshold.logit(),
                threshold.objective(),
                new Interval(0.1234, 0.3456),
                null),
            new Adjustment.CalibrationPart(
                CalibrationMethod.TEMPERATURE,
                true,
                new Calibrated.Scores(0.4141, 0.1313, 0.1212),
                new Calibrated.Scores(0.3131, 0.1111, 0.0909),
                "On rows that were not fitted, temperature lowers the log loss.",
                true),
            new Temperature(0.5));
    return new TrainingReport.Content(
        plain.dataset(),
        plain.sha256(),
        plain.rows(),
        plain.classes(),
        plain.model(),
        plain.parameters(),
        plain.head(),
        plain.history(),
        plain.bestEpoch(),
        plain.judgement(),
        plain.testRows(),
        after,
        Metrics.of(after, threshold),
        Optional.of(0.25),
        plain.exhibits(),
        plain.notes(),
        plain.config(),
        plain.provenance(),
        plain.command() + "\ntwinhead calibrate run",
        Optional.of(
            new TrainingReport.Calibrating(choice, before, Metrics.of(after, Threshold.HALF))));
  }

  static TrainingReport.Content content(String positive, Optional<IntFunction<Exhibit>> exhibits) {
    Random random = new Random(5);
    int[] rows = IntStream.range(0, 150).toArray();
    BinaryPredictions test = Trainings.predictions(rows, random);
    List<Epoch> history = Trainings.history(random);
    return new TrainingReport.Content(
        "breast-cancer",
        "d606af41".repeat(8),
        new TrainingReport.PartRows(350, 100, 150),
        List.of("benign", positive),
        "dense-small",
        4065,
        "sigmoid",
        history,
        Trainings.best(history),
        new Judgement(Judgement.Kind.LEARNS, "learns: validation loss 0.3012, baseline 0.6365"),
        rows,
        test,
        Metrics.of(test, Threshold.HALF),
        Optional.empty(),
        exhibits,
        NOTES,
        CONFIG,
        PROVENANCE,
        "twinhead train breast-cancer",
        Optional.empty());
  }
}
