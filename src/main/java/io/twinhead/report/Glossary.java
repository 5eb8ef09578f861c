package io.twinhead.report;

import io.twinhead.evaluation.Metric;
import java.util.List;

/** What the words in a report mean, for people who are not statisticians. */
final class Glossary {
  private Glossary() {}

  /** The terms of the metrics table. */
  static Html terms(List<MetricRow> rows) {
    List<String> methods = rows.stream().map(row -> row.paired().method()).distinct().toList();
    return Pair.list(
        new Pair(
            "Difference",
            "Softmax minus sigmoid, on the same split, seed and starting weights of the shared trunk."),
        new Pair(
            "90 % and 95 % interval",
            "Where the true value lies with that confidence. A 95 % interval of the difference"
                + " without 0 in it means: more than chance explains. Method: "
                + String.join(", ", methods)
                + "."),
        new Pair("Margin", "The smallest difference that would matter; set it with --margin."),
        new Pair(
            "Equivalent",
            "Yes when the whole 90 % interval lies within the margin on both sides of 0: shown to"
                + " be equal for practical purposes. No means not shown, which is not the same as"
                + " shown to differ."),
        new Pair(
            "Noise floor",
            "The average change, up or down, when the sigmoid head is merely trained again from"
                + " other random weights in another order. Differences of that size need no"
                + " explanation."),
        new Pair(
            "Primary metric",
            "The one that the verdict rests on, chosen beforehand. The others are for orientation:"
                + " among so many, one or two may stand out by chance."),
        new Pair(
            "P-value",
            "The chance of a difference at least this large if there were none in truth."));
  }

  /** Every metric in one sentence. */
  static Html metrics(Metric.Kind kind) {
    return Pair.list(
        Metric.of(kind).stream()
            .map(
                metric ->
                    new Pair(
                        metric.title(), meaning(metric) + over(metric, kind) + direction(metric)))
            .toList());
  }

  private static String direction(Metric metric) {
    return metric.higherIsBetter() ? " Higher is better." : " Lower is better.";
  }

  /** What becomes of a metric of yes or no where there are several classes or labels. */
  private static String over(Metric metric, Metric.Kind kind) {
    return switch (kind) {
      case BINARY -> "";
      case CLASSES ->
          switch (metric) {
            case ROC_AUC, AVERAGE_PRECISION ->
                " Of each class against the rest, averaged over the classes.";
            case BRIER -> " Summed over the classes, so from 0 to 2.";
            case ECE -> " Of the most probable class.";
            default -> "";
          };
      case LABELS ->
          switch (metric) {
            case LOG_LOSS, ROC_AUC, AVERAGE_PRECISION, BRIER -> " Averaged over the labels.";
            case ECE -> " Of all labels together.";
            default -> "";
          };
    };
  }

  private static String meaning(Metric metric) {
    return switch (metric) {
      case LOG_LOSS ->
          "How far the probabilities are from the truth; certainty in the wrong costs most.";
      case ROC_AUC ->
          "The chance that a positive row gets a higher probability than a negative one; 0.5 is"
              + " guessing.";
      case AVERAGE_PRECISION ->
          "Precision averaged over all thresholds, from the strictest to the laxest.";
      case BRIER -> "The mean squared distance between probability and truth.";
      case ECE -> "How far predicted probabilities are from the shares that really occur.";
      case ACCURACY -> "The share of rows predicted right.";
      case BALANCED_ACCURACY -> "The share predicted right, averaged over the classes.";
      case PRECISION -> "Of the rows predicted positive, the share that is.";
      case RECALL -> "Of the positive rows, the share that is found.";
      case F1 -> "The harmonic mean of precision and recall.";
      case LABEL_RANKING_AVERAGE_PRECISION ->
          "Whether a row's own labels get higher probabilities than the others; 1 when all do.";
      case SUBSET_ACCURACY -> "The share of rows with every label predicted right.";
      case HAMMING_LOSS -> "The share of labels predicted wrong, over all rows.";
      case MACRO_PRECISION -> "Precision, averaged over the classes whatever their size.";
      case MACRO_RECALL -> "Recall, averaged over the classes whatever their size.";
      case MACRO_F1 -> "F1, averaged over the classes or labels whatever their size.";
      case MICRO_F1 -> "F1 of all decisions together, whatever their class or label.";
      case MCC ->
          "The correlation between prediction and truth, from -1 to 1; 0 is guessing, whatever the"
              + " balance of the classes.";
    };
  }
}
