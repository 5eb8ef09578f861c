package io.twinhead.report;

import io.twinhead.comparison.Outcome;
import io.twinhead.comparison.Verdict;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Threshold;
import io.twinhead.run.Provenance;
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
        exhibits,
        NOTES,
        CONFIG,
        PROVENANCE,
        "twinhead train breast-cancer");
  }
}
