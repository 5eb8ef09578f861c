package io.twinhead.cli;

import io.twinhead.comparison.ComparisonPlan;
import io.twinhead.dataset.Dataset;
import io.twinhead.evaluation.Baseline;
import io.twinhead.evaluation.BinaryPredictions;
import java.util.Locale;
import org.apache.commons.text.WordUtils;

/** What is known before training: the data, how it is read, and the loss to beat. */
final class Introduction {
  private Introduction() {}

  static String of(Dataset data, ComparisonPlan plan) {
    String parts = data.hasTestSplit() ? "the given test part" : plan.folds() + " folds";
    return text(data, "%s, seeds %s, %s".formatted(plan.model().name(), plan.seeds(), parts), plan);
  }

  static String ofTraining(Dataset data, ComparisonPlan plan, String head) {
    String parts = data.hasTestSplit() ? "the given test part" : "15 % held out for testing";
    return text(
        data,
        "%s with a %s head, seed %d, %s"
            .formatted(plan.model().name(), head, plan.seeds().get(0), parts),
        plan);
  }

  private static String text(Dataset data, String what, ComparisonPlan plan) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s: %s, %s, classes %s and %s (positive)",
        data.name(),
        data.unit().count(data.rows()),
        data.description(),
        data.classes().get(0),
        data.positive());
    data.notes().forEach(note -> line(text, "  %s", wrapped(note)));
    line(text, "%s, at most %d epochs", what, plan.epochs());
    Baseline baseline =
        Baseline.of(new BinaryPredictions(new double[data.rows()], data.labels(), data.weights()))
            .orElseThrow();
    line(
        text,
        "Baseline over all %ss: log loss %.4f by always predicting %.1f %% %s (equal classes: %.4f)",
        data.unit(),
        baseline.entropy(),
        100 * baseline.prevalence(),
        data.positive(),
        baseline.uniform());
    return text.append('\n').toString();
  }

  /** At most 100 columns, a long name in one piece. */
  static String wrapped(String sentence) {
    return WordUtils.wrap(sentence, 96, "\n    ", false);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
