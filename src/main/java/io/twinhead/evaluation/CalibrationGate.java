package io.twinhead.evaluation;

import io.twinhead.evaluation.Calibrated.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Keeps a calibration map only if it helps rows that it was not fitted to.
 *
 * <p>The rows are cut into stratified folds; each fold is calibrated by a map fitted to the others.
 * The log loss of all rows together, each calibrated once, is set against their log loss as they
 * are. The best of several methods is kept if it is lower, and then fitted to all rows. Its score
 * is a little too good when there were many to choose from; rows of a test part settle that.
 */
public final class CalibrationGate {
  /** The number of folds unless told. */
  public static final int FOLDS = 5;

  private CalibrationGate() {}

  /** Tries the methods that suit the number of rows; see {@link CalibrationMethod#candidates}. */
  public static Calibrated choose(BinaryPredictions validation, long seed) {
    return choose(validation, CalibrationMethod.candidates(validation), FOLDS, seed);
  }

  /** Tries one method. */
  public static Calibrated choose(
      BinaryPredictions validation, CalibrationMethod method, long seed) {
    return choose(validation, List.of(method), FOLDS, seed);
  }

  /**
   * Tries the methods in turn; of equally good ones the first counts.
   *
   * @param validation rows that the network was not trained on; those without weight are left out
   * @param candidates at least one
   * @param folds at least 2
   * @param seed of the folds
   * @throws IllegalArgumentException saying why nothing can be fitted: fewer than two rows of a
   *     class have weight, or log-odds are not finite
   */
  public static Calibrated choose(
      BinaryPredictions validation, List<CalibrationMethod> candidates, int folds, long seed) {
    if (candidates.isEmpty() || folds < 2) {
      throw new IllegalArgumentException(
          "%d methods and %d folds: must be at least 1 and 2".formatted(candidates.size(), folds));
    }
    BinaryPredictions rows = CalibrationRows.of(validation);
    int[] foldOf = foldOf(rows, folds, seed);
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
        kept ? best.fit(rows) : Calibration.NONE,
        before,
        after,
        why(best, before, after, kept));
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

  /** Deals each class out to the folds in random order, the second where the first one ended. */
  private static int[] foldOf(BinaryPredictions rows, int folds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] foldOf = new int[rows.size()];
    int dealt = 0;
    for (int label = 0; label < 2; label++) {
      int[] members = shuffled(rows.labels(), label, random);
      if (members.length < 2) {
        throw new IllegalArgumentException(
            "only one row is %s: cross-fitting needs 2 or more of each class"
                .formatted(label == 1 ? "positive" : "negative"));
      }
      for (int row : members) {
        foldOf[row] = dealt++ % folds;
      }
    }
    return foldOf;
  }

  private static int[] shuffled(int[] labels, int label, SplittableRandom random) {
    int[] rows = new int[labels.length];
    int n = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == label) {
        int place = random.nextInt(n + 1);
        rows[n++] = rows[place];
        rows[place] = i;
      }
    }
    return Arrays.copyOf(rows, n);
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
    return method == CalibrationMethod.NONE
        ? "No calibration was tried."
        : String.format(
            Locale.ROOT,
            "On rows that were not fitted, %s %s the log loss: %.6f before, %.6f after.",
            method.key(),
            kept ? "lowers" : "does not lower",
            before.logLoss(),
            after.logLoss());
  }
}
