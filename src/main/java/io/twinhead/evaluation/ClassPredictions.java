package io.twinhead.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a classifier of K exclusive classes says about labelled rows. Row numbers in errors count
 * from 1, classes and the indices of methods from 0. The arrays are taken over, not copied: nobody
 * may change them afterwards. Records with the same content are not equal.
 *
 * @param logProbabilities [rows * classes], row by row: the logarithm of each class's probability,
 *     which is exact where the probability would round to 1; negative infinity is a probability of
 *     exactly 0. The probabilities of a row add up to 1
 * @param classes K, two or more
 * @param labels the class of each row, 0 to K - 1
 * @param weights finite and not negative; a row of weight 0 counts as if it were not there
 */
@SuppressWarnings("ArrayRecordComponent") // millions of rows; boxing them would cost ten times more
public record ClassPredictions(
    double[] logProbabilities, int classes, int[] labels, double[] weights) implements Predictions {
  private static final double TOLERANCE = 1e-6;

  public ClassPredictions {
    if (classes < 2) {
      throw new IllegalArgumentException(classes + " classes: there must be two or more");
    }
    if (logProbabilities.length != (long) labels.length * classes
        || labels.length != weights.length) {
      throw new IllegalArgumentException(
          "%d log-probabilities, %d labels and %d weights: there must be %d, one and one per row"
              .formatted(logProbabilities.length, labels.length, weights.length, classes));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw Rows.problem(i, "the label is " + labels[i] + ", not 0 to " + (classes - 1));
      }
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += Math.exp(logProbabilities[i * classes + k]);
      }
      if (!(Math.abs(sum - 1) <= TOLERANCE)) {
        throw Rows.problem(i, "the probabilities add up to " + sum + ", not to 1");
      }
    }
    Rows.checkWeights(weights);
  }

  /** Predictions whose rows all weigh 1. */
  public static ClassPredictions of(double[] logProbabilities, int classes, int[] labels) {
    return new ClassPredictions(logProbabilities, classes, labels, Rows.unweighted(labels.length));
  }

  @Override
  public Metric.Kind kind() {
    return Metric.Kind.CLASSES;
  }

  @Override
  public int saturated() {
    return (int)
        IntStream.range(0, size())
            .filter(
                i ->
                    IntStream.range(0, classes)
                        .anyMatch(k -> Predictions.isFlat(probability(i, k))))
            .count();
  }

  @Override
  public int size() {
    return labels.length;
  }

  /** The logarithm of the probability of a class in a row, at most 0. */
  public double logProbability(int row, int k) {
    return Math.min(0, logProbabilities[row * classes + k]); // a sum of rounded terms may pass 1
  }

  /** The probability of a class in a row. */
  public double probability(int row, int k) {
    return Math.exp(logProbability(row, k));
  }

  /** The most probable class of a row, the first of those that tie. */
  public int predicted(int row) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (logProbability(row, k) > logProbability(row, best)) {
        best = k;
      }
    }
    return best;
  }

  /** The most probable class of every row. */
  public int[] predicted() {
    int[] predicted = new int[size()];
    Arrays.setAll(predicted, this::predicted);
    return predicted;
  }

  /** Class {@code k} as the positive one against all others together; exact in both tails. */
  public BinaryPredictions oneAgainstRest(int k) {
    double[] logits = new double[size()];
    int[] positive = new int[size()];
    for (int i = 0; i < logits.length; i++) {
      double own = logProbability(i, k);
      logits[i] = own - logOfComplement(own);
      positive[i] = labels[i] == k ? 1 : 0;
    }
    return new BinaryPredictions(logits, positive, weights);
  }

  /** Returns log(1 - p) from log p, by the branch that does not cancel. */
  private static double logOfComplement(double logP) {
    return logP > -Math.log(2) ? Math.log(-Math.expm1(logP)) : Math.log1p(-Math.exp(logP));
  }
}
