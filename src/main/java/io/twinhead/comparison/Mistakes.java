package io.twinhead.comparison;

import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.ClassPredictions;
import io.twinhead.evaluation.LabelPredictions;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Threshold;
import io.twinhead.head.Logistic;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The rows that a head gets wrong with the greatest confidence: at threshold one half, or by the
 * most probable of several classes. Of labels that may overlap there are none, since a row has no
 * one class to mistake for another.
 *
 * <p>With several seeds a row is held out several times; what counts is the mean of its log-odds,
 * or of each class's log-probability.
 */
public final class Mistakes {
  /** How many are returned at most. */
  public static final int MOST = 8;

  private Mistakes() {}

  /**
   * A row that was predicted wrong.
   *
   * @param row its number in the data set, from 0 on
   * @param actual the code of its class; of two classes 1 is the positive one
   * @param predicted the code of the class that was predicted instead
   * @param logOdds of the predicted class, by the mean over all predictions for the row
   */
  public record Mistake(int row, int actual, int predicted, double logOdds) {

    /** The probability of the class that was predicted. */
    public double confidence() {
      return Logistic.sigmoid(logOdds);
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
  public static List<Mistake> of(int[] rows, Predictions predictions) {
    Map<Integer, Row> byNumber = new TreeMap<>();
    collect(rows, predictions, byNumber);
    return mostConfident(byNumber);
  }

  private static void collect(int[] numbers, Predictions predictions, Map<Integer, Row> rows) {
    if (numbers.length != predictions.size()) {
      throw new IllegalArgumentException(
          numbers.length + " rows for " + predictions.size() + " predictions");
    }
    if (predictions instanceof LabelPredictions) {
      return;
    }
    for (int i = 0; i < numbers.length; i++) {
      if (predictions.weights()[i] > 0) {
        rows.merge(numbers[i], Row.of(predictions, i), Row::plus);
      }
    }
  }

  private static List<Mistake> mostConfident(Map<Integer, Row> rows) {
    return rows.entrySet().stream()
        .filter(entry -> entry.getValue().wrong())
        .map(entry -> entry.getValue().mistake(entry.getKey()))
        .sorted(
            Comparator.comparingDouble((Mistake mistake) -> -mistake.logOdds)
                .thenComparingInt(Mistake::row))
        .limit(MOST)
        .toList();
  }

  /**
   * What was said about one row so far.
   *
   * @param sums of each class's logit: 0 and the log-odds of two classes, log-probabilities of more
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers for loops; never compared
  private record Row(int actual, double[] sums, int count) {

    static Row of(Predictions predictions, int i) {
      if (predictions instanceof BinaryPredictions binary) {
        return new Row(binary.labels()[i], new double[] {0, binary.logits()[i]}, 1);
      }
      ClassPredictions classes = (ClassPredictions) predictions;
      return new Row(
          classes.labels()[i],
          IntStream.range(0, classes.classes())
              .mapToDouble(k -> classes.logProbability(i, k))
              .toArray(),
          1);
    }

    Row plus(Row other) {
      double[] both = new double[sums.length];
      Arrays.setAll(both, k -> sums[k] + other.sums[k]);
      return new Row(actual, both, count + other.count);
    }

    private double mean(int k) {
      return sums[k] / count;
    }

    /** Certainties of opposite kinds cancel out, which decides nothing. */
    boolean wrong() {
      return !Double.isNaN(mean(predicted()))
          && mean(predicted()) != Double.NEGATIVE_INFINITY
          && predicted() != actual;
    }

    private int predicted() {
      if (sums.length == 2) {
        return Threshold.HALF.accepts(Logistic.sigmoid(mean(1) - mean(0))) ? 1 : 0;
      }
      return IntStream.range(1, sums.length).reduce(0, (a, b) -> sums[b] > sums[a] ? b : a);
    }

    Mistake mistake(int row) {
      return new Mistake(row, actual, predicted(), mean(predicted()) - rest(predicted()));
    }

    /** The logarithm of the sum over the other classes of exp of their means. */
    private double rest(int predicted) {
      double[] others =
          IntStream.range(0, sums.length)
              .filter(k -> k != predicted)
              .mapToDouble(this::mean)
              .toArray();
      double largest = Arrays.stream(others).max().orElseThrow();
      return largest == Double.NEGATIVE_INFINITY
          ? largest
          : largest + Math.log(Arrays.stream(others).map(x -> Math.exp(x - largest)).sum());
    }
  }
}
