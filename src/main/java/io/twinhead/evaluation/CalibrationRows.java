package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The rows that calibration maps are fitted to. */
final class CalibrationRows {
  /** More than float32 logits can differ by; below it no fit and no loss can overflow. */
  private static final double LARGEST = 1e40;

  private CalibrationRows() {}

  /**
   * Returns the rows that have weight, scaled to mean 1: only their ratios mean anything.
   *
   * @throws IllegalArgumentException if nothing can be fitted to them, saying why
   */
  static BinaryPredictions of(BinaryPredictions predictions) {
    for (int i = 0; i < predictions.size(); i++) {
      if (!(Math.abs(predictions.logits()[i]) <= LARGEST)) {
        throw new IllegalArgumentException(
            "row %d: log-odds of %s cannot be calibrated: they must lie within -1e40 and 1e40"
                .formatted(i + 1, predictions.logits()[i]));
      }
    }
    BinaryPredictions rows = weighted(predictions);
    if (rows.size() < 2) {
      throw new IllegalArgumentException(
          "%d of %d rows have weight: a calibration map needs 2 or more"
              .formatted(rows.size(), predictions.size()));
    }
    long positives = IntStream.of(rows.labels()).sum();
    if (positives == 0 || positives == rows.size()) {
      throw new IllegalArgumentException(
          "all %d rows are %s: a calibration map needs rows of both classes"
              .formatted(rows.size(), positives == 0 ? "negative" : "positive"));
    }
    return rows;
  }

  /** Returns the rows that have weight, scaled to mean 1. */
  static BinaryPredictions weighted(BinaryPredictions predictions) {
    BinaryPredictions rows = select(predictions, i -> predictions.weights()[i] > 0);
    double mean = Arrays.stream(rows.weights()).average().orElse(1);
    return new BinaryPredictions(
        rows.logits(),
        rows.labels(),
        Arrays.stream(rows.weights()).map(weight -> weight / mean).toArray());
  }

  /** Returns the rows whose index, counted from 0, is wanted. */
  static BinaryPredictions select(BinaryPredictions predictions, IntPredicate wanted) {
    int[] rows = IntStream.range(0, predictions.size()).filter(wanted).toArray();
    return new BinaryPredictions(
        IntStream.of(rows).mapToDouble(i -> predictions.logits()[i]).toArray(),
        IntStream.of(rows).map(i -> predictions.labels()[i]).toArray(),
        IntStream.of(rows).mapToDouble(i -> predictions.weights()[i]).toArray());
  }

  /** Returns the weight of the rows with this label. */
  static double weightOf(BinaryPredictions rows, int label) {
    return IntStream.range(0, rows.size())
        .filter(i -> rows.labels()[i] == label)
        .mapToDouble(i -> rows.weights()[i])
        .sum();
  }

  /** Returns the sum of the rows' losses, by weight, after calibration. */
  static double logLoss(BinaryPredictions rows, Calibration calibration) {
    double sum = 0;
    for (int i = 0; i < rows.size(); i++) {
      double d = calibration.apply(rows.logits()[i]);
      sum += rows.weights()[i] * Logistic.softplus(rows.labels()[i] == 1 ? -d : d);
    }
    return sum;
  }
}
