package io.twinhead.comparison;

import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Threshold;
import io.twinhead.head.Logistic;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows that a head gets wrong with the greatest confidence, at threshold one half.
 *
 * <p>With several seeds a row is held out several times; what counts is the mean of its log-odds.
 */
public final class Mistakes {
  /** How many are returned at most. */
  public static final int MOST = 8;

  private Mistakes() {}

  /**
   * A row that was predicted wrong.
   *
   * @param row its number in the data set, from 0 on
   * @param actual its class: 1 for the positive one, 0 for the negative
   * @param logOdds of the positive class, the mean over all predictions for the row
   */
  public record Mistake(int row, int actual, double logOdds) {

    /** The class that was predicted instead. */
    public int predicted() {
      return 1 - actual;
    }

    /** The probability of the positive class at the mean log-odds. */
    public double probability() {
      return Logistic.sigmoid(logOdds);
    }

    /** The probability of the class that was predicted, at least one half. */
    public double confidence() {
      return Logistic.sigmoid(Math.abs(logOdds));
    }
  }

  /** One arm's mistakes over all seeds and folds, the most confident first. */
  public static List<Mistake> of(List<Outcome> outcomes, Arm arm) {
    Map<Integer, Row> rows = new TreeMap<>();
    for (Outcome outcome : new Outcomes(outcomes).of(arm)) {
      collect(outcome.rows(), outcome.predictions(), rows);
    }
    return mostConfident(rows);
  }

  /**
   * One model's mistakes, the most confident first.
   *
   * @param rows the data-set row of each prediction
   */
  public static List<Mistake> of(int[] rows, BinaryPredictions predictions) {
    Map<Integer, Row> byNumber = new TreeMap<>();
    collect(rows, predictions, byNumber);
    return mostConfident(byNumber);
  }

  private static void collect(
      int[] numbers, BinaryPredictions predictions, Map<Integer, Row> rows) {
    if (numbers.length != predictions.size()) {
      throw new IllegalArgumentException(
          numbers.length + " rows for " + predictions.size() + " predictions");
    }
    for (int i = 0; i < numbers.length; i++) {
      if (predictions.weights()[i] > 0) {
        Row row = new Row(predictions.labels()[i], predictions.logits()[i], 1);
        rows.merge(numbers[i], row, Row::plus);
      }
    }
  }

  private static List<Mistake> mostConfident(Map<Integer, Row> rows) {
    return rows.entrySet().stream()
        .filter(entry -> entry.getValue().wrong())
        .map(e -> new Mistake(e.getKey(), e.getValue().actual, e.getValue().mean()))
        .sorted(
            Comparator.comparingDouble((Mistake mistake) -> -Math.abs(mistake.logOdds))
                .thenComparingInt(Mistake::row))
        .limit(MOST)
        .toList();
  }

  /** What was said about one row so far. */
  private record Row(int actual, double sum, int count) {

    Row plus(Row other) {
      return new Row(actual, sum + other.sum, count + other.count);
    }

    double mean() {
      return sum / count;
    }

    /** Infinite log-odds of both signs cancel out to NaN, which decides nothing. */
    boolean wrong() {
      double mean = mean();
      return !Double.isNaN(mean) && Threshold.HALF.accepts(Logistic.sigmoid(mean)) != (actual == 1);
    }
  }
}
