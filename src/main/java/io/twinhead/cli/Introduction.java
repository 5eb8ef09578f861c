package io.twinhead.cli;

import io.twinhead.comparison.ComparisonPlan;
import io.twinhead.dataset.Dataset;
import io.twinhead.evaluation.Baseline;
import io.twinhead.evaluation.Predictions;
import java.util.Locale;

/** What is known before training: the data, how it is read, and the loss to beat. */
final class Introduction {
  private Introduction() {}

  static String of(Dataset data, ComparisonPlan plan) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s: %,d rows, %d columns, classes %s and %s (positive)",
        data.name(),
        data.rows(),
        data.columns(),
        data.classes().get(0),
        data.positive());
    data.notes().forEach(note -> line(text, "  %s", note));
    String parts = data.hasTestSplit() ? "the given test part" : plan.folds() + " folds";
    line(
        text,
        "%s, seeds %s, %s, at most %d epochs",
        plan.model().name(),
        plan.seeds(),
        parts,
        plan.epochs());
    Baseline baseline =
        Baseline.of(new Predictions(new double[data.rows()], data.labels(), data.weights()))
            .orElseThrow();
    line(
        text,
        "Baseline over all rows: log loss %.4f by always predicting %.1f %% %s (equal classes: %.4f)",
        baseline.entropy(),
        100 * baseline.prevalence(),
        data.positive(),
        baseline.uniform());
    return text.append('\n').toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
