package io.twinhead.evaluation;

import io.twinhead.evaluation.Calibrated.Scores;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a calibration map only if it helps rows that it was not fitted to.
 *
 * <p>The rows are cut into stratified folds; each fold is calibrated by a map fitted to the others.
 * Rows of a group share a fold, for a map that has seen some of them knows the others too. The log
 * loss of all rows together, each calibrated once, is set against their log loss as they are. The
 * best of several methods is kept if it is lower, and then fitted to all rows. Its score is a
 * little too good when there were many to choose from; rows of a test part settle that.
 */
public final class CalibrationGate {
  private static final int FOLDS = 5;

  private CalibrationGate() {}

  /**
   * Tries the methods that suit the number of rows; see {@link CalibrationMethod#candidates}.
   *
   * @param groups see {@link #choose(BinaryPredictions, int[], CalibrationMethod, long)}
   */
  public static Calibrated choose(
      BinaryPredictions validation, int @Nullable [] groups, long seed) {
    return choose(validation, groups, CalibrationMethod.candidates(validation), FOLDS, seed);
  }

  /**
   * Tries one method.
   *
   * @param validation rows that the network was not trained on; those without weight are left out
   * @param groups a code for each row, the same for rows that are not independent of each other;
   *     null if all are
   * @param seed of the folds
   * @throws IllegalArgumentException saying why nothing can be fitted: rows with weight of a class
   *     are in fewer than two groups, or log-odds are not finite
   */
  public static Calibrated choose(
      BinaryPredictions validation, int @Nullable [] groups, CalibrationMethod method, long seed) {
    return choose(validation, groups, List.of(method), FOLDS, seed);
  }

  /**
   * Tries the methods in turn; of equally good ones the first counts.
   *
   * @param candidates at least one
   * @param folds at least 2
   */
  static Calibrated choose(
      BinaryPredictions validation,
      int @Nullable [] groups,
      List<CalibrationMethod> candidates,
      int folds,
      long seed) {
    if (candidates.isEmpty() || folds < 2) {
      throw new IllegalArgumentException(
          "%d methods and %d folds: must be at least 1 and 2".formatted(candidates.size(), folds));
    }
    BinaryPredictions rows = CalibrationRows.of(validation);
    int[] foldOf = foldOf(rows, Clusters.ofWeighted(validation, groups), folds, seed);
    Scores before = scores(rows);
    CalibrationMethod best = candidates.get(0);
    Scores after = scores(crossFitted(rows, best, foldOf, folds));
    for (CalibrationMethod method : candidates.subList(1, candidates.size())) {
      Scores scores = scores(crossFitted(rows, method, foldOf, folds));
      if (scores.logLoss() < after.logLoss() - PairedResult.ROUNDING) {
        best = method;
        after = scores;
      }
    }
    boolean kept = after.logLoss() < before.logLoss() - PairedResult.ROUNDING;
    return new Calibrated(
        best,
        kept,
        kept ? best.fit(validation) : Calibration.NONE,
        before,
        after,
        why(best, before, after, kept));
  }

  /**
   * What became of the rows when nothing is tried.
   *
   * @throws IllegalArgumentException if no row has weight
   */
  public static Calibrated untried(BinaryPredictions validation) {
    Scores scores = scores(CalibrationRows.weighted(validation));
    return new Calibrated(
        CalibrationMethod.NONE,
        false,
        Calibration.NONE,
        scores,
        scores,
        "No calibration was tried.");
  }

  /** The rows, each calibrated by a map that was fitted without its fold. */
  private static BinaryPredictions crossFitted(
      BinaryPredictions rows, CalibrationMethod method, int[] foldOf, int folds) {
    double[] logits = new double[rows.size()];
    for (int f = 0; f < folds; f++) {
      int fold = f;
      Calibration map = method.fit(CalibrationRows.select(rows, i -> foldOf[i] != fold));
      for (int i = 0; i < logits.length; i++) {
        if (foldOf[i] == fold) {
          logits[i] = map.apply(rows.logits()[i]);
        }
      }
    }
    return new BinaryPredictions(logits, rows.labels(), rows.weights());
  }

  private static int[] foldOf(BinaryPredictions rows, Clusters clusters, int folds, long seed) {
    for (int label = 0; label < 2; label++) {
      if (clusters.with(label, rows) < 2) {
        throw new IllegalArgumentException(
            "only one row, or one group of rows that stay together, is %s: cross-fitting needs 2 or"
                    .formatted(label == 1 ? "positive" : "negative")
                + " more of each class");
      }
    }
    return clusters.deal(rows, folds, new SplittableRandom(seed));
  }

  private static Scores scores(BinaryPredictions rows) {
    Metrics metrics = Metrics.prepare(rows, Threshold.HALF);
    return new Scores(
        value(metrics, Metric.LOG_LOSS, rows),
        value(metrics, Metric.BRIER, rows),
        value(metrics, Metric.ECE, rows));
  }

  private static double value(Metrics metrics, Metric metric, BinaryPredictions rows) {
    // Defined, because the rows have weight and finite log-odds.
    return Objects.requireNonNull(metrics.score(metric, rows.weights()).value());
  }

  private static String why(CalibrationMethod method, Scores before, Scores after, boolean kept) {
    return String.format(
        Locale.ROOT,
        "On rows that were not fitted, %s %s the log loss: %.6f before, %.6f after.",
        method.key(),
        kept ? "lowers" : "does not lower",
        before.logLoss(),
        after.logLoss());
  }
}
