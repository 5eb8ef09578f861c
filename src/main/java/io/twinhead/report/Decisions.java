package io.twinhead.report;

import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.ConfusionMatrix;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a head decides at one threshold, ready to be shown.
 *
 * @param cells the confusion matrix row by row: tn, fp, fn, tp
 * @param scores of {@link #METRICS}, {@link Numbers#UNDEFINED} where there is none
 */
record Decisions(List<String> cells, List<String> scores) {
  /** Thresholds from 0.00 to 1.00 in steps of 0.01. */
  static final int STEPS = 100;

  /** The metrics that depend on the threshold. */
  static final List<Metric> METRICS =
      List.of(
          Metric.ACCURACY,
          Metric.BALANCED_ACCURACY,
          Metric.PRECISION,
          Metric.RECALL,
          Metric.F1,
          Metric.MCC);

  /** The decisions at every step. */
  static List<Decisions> of(BinaryPredictions predictions) {
    return IntStream.rangeClosed(0, STEPS)
        .mapToObj(step -> at(predictions, threshold(step)))
        .toList();
  }

  /** Such as 0.37. */
  static String label(int step) {
    return String.format(Locale.ROOT, "%.2f", (double) step / STEPS);
  }

  /**
   * The step nearest to a threshold; the ends, which accept all rows or hardly any, only if meant.
   */
  static int nearest(Threshold threshold) {
    double value = threshold.value();
    int step = (int) Math.round(value * STEPS);
    return value > 0 && value < 1 ? Math.min(STEPS - 1, Math.max(1, step)) : step;
  }

  static Threshold threshold(int step) {
    return switch (step) {
      case 0 -> Threshold.lowest("explored");
      case STEPS -> Threshold.highest("explored");
      default -> Threshold.ofProbability((double) step / STEPS, "explored");
    };
  }

  /** The decisions at any threshold. */
  static Decisions at(BinaryPredictions predictions, Threshold threshold) {
    ConfusionMatrix matrix = ConfusionMatrix.of(predictions, threshold);
    return new Decisions(
        Stream.of(matrix.tn(), matrix.fp(), matrix.fn(), matrix.tp()).map(Numbers::amount).toList(),
        METRICS.stream().map(metric -> Numbers.of(score(metric, matrix).value())).toList());
  }

  private static Score score(Metric metric, ConfusionMatrix matrix) {
    return switch (metric) {
      case ACCURACY -> matrix.accuracy();
      case BALANCED_ACCURACY -> matrix.balancedAccuracy();
      case PRECISION -> matrix.precision();
      case RECALL -> matrix.recall();
      case F1 -> matrix.f1();
      case MCC -> matrix.mcc();
      default -> throw new IllegalArgumentException(metric + " has no threshold");
    };
  }
}
