package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
import java.util.stream.IntStream;

/**
 * What a binary classifier says about labelled rows. Row numbers in errors count from 1. The arrays
 * are taken over, not copied: nobody may change them afterwards. Records with the same content are
 * not equal.
 *
 * @param logits log-odds of the positive class, s of a sigmoid head and z1 - z0 of a softmax head;
 *     infinity is a probability of exactly 0 or 1, NaN is refused
 * @param labels 1 for the positive class, 0 for the negative
 * @param weights finite and not negative; a row of weight 0 counts as if it were not there
 */
@SuppressWarnings("ArrayRecordComponent") // millions of rows; boxing them would cost ten times more
public record BinaryPredictions(double[] logits, int[] labels, double[] weights)
    implements Predictions {

  public BinaryPredictions {
    if (logits.length != labels.length || logits.length != weights.length) {
      throw new IllegalArgumentException(
          "%d logits, %d labels and %d weights: there must be one of each per row"
              .formatted(logits.length, labels.length, weights.length));
    }
    for (int i = 0; i < logits.length; i++) {
      if (Double.isNaN(logits[i])) {
        throw Rows.problem(i, "the logit is NaN");
      }
      if (labels[i] != 0 && labels[i] != 1) {
        throw Rows.problem(i, "the label is " + labels[i] + ", not 0 or 1");
      }
    }
    Rows.checkWeights(weights);
  }

  /** BinaryPredictions whose rows all weigh 1. */
  public static BinaryPredictions of(double[] logits, int[] labels) {
    return new BinaryPredictions(logits, labels, Rows.unweighted(logits.length));
  }

  @Override
  public Metric.Kind kind() {
    return Metric.Kind.BINARY;
  }

  @Override
  public int saturated() {
    return (int) IntStream.range(0, size()).filter(i -> Predictions.isFlat(probability(i))).count();
  }

  @Override
  public int size() {
    return logits.length;
  }

  /** The probability of the positive class in the row with this index, counted from 0. */
  public double probability(int index) {
    return Logistic.sigmoid(logits[index]);
  }
}
