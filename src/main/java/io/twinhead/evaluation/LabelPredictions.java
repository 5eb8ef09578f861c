package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
import java.util.stream.IntStream;

/**
 * What a classifier says about rows that carry any number of labels. Row numbers in errors count
 * from 1, labels and the indices of methods from 0. The arrays are taken over, not copied: nobody
 * may change them afterwards. Records with the same content are not equal.
 *
 * @param logits [rows * labels], row by row: the log-odds that a row carries a label; infinity is a
 *     probability of exactly 0 or 1, NaN is refused
 * @param labels how many there are, one or more
 * @param targets [rows * labels]: 1 where the row carries the label, else 0
 * @param weights finite and not negative; a row of weight 0 counts as if it were not there
 */
@SuppressWarnings("ArrayRecordComponent") // millions of rows; boxing them would cost ten times more
public record LabelPredictions(double[] logits, int labels, byte[] targets, double[] weights)
    implements Predictions {

  public LabelPredictions {
    if (labels < 1) {
      throw new IllegalArgumentException(labels + " labels: there must be one or more");
    }
    if (logits.length != (long) weights.length * labels || logits.length != targets.length) {
      throw new IllegalArgumentException(
          "%d logits, %d targets and %d weights: there must be %d, %d and one per row"
              .formatted(logits.length, targets.length, weights.length, labels, labels));
    }
    for (int i = 0; i < logits.length; i++) {
      int row = i / labels;
      int label = i % labels + 1;
      if (Double.isNaN(logits[i])) {
        throw Rows.problem(row, "the logit of label " + label + " is NaN");
      }
      if (targets[i] != 0 && targets[i] != 1) {
        throw Rows.problem(
            row, "the target of label " + label + " is " + targets[i] + ", not 0 or 1");
      }
    }
    Rows.checkWeights(weights);
  }

  /** Predictions whose rows all weigh 1. */
  public static LabelPredictions of(double[] logits, int labels, byte[] targets) {
    int rows = logits.length / Math.max(labels, 1);
    return new LabelPredictions(logits, labels, targets, Rows.unweighted(rows));
  }

  @Override
  public Metric.Kind kind() {
    return Metric.Kind.LABELS;
  }

  @Override
  public int saturated() {
    return (int)
        IntStream.range(0, size())
            .filter(
                i ->
                    IntStream.range(0, labels).anyMatch(k -> Predictions.isFlat(probability(i, k))))
            .count();
  }

  @Override
  public int size() {
    return weights.length;
  }

  /** The probability that a row carries a label. */
  public double probability(int row, int label) {
    return Logistic.sigmoid(logits[row * labels + label]);
  }

  /** Whether a row carries a label. */
  public boolean carries(int row, int label) {
    return targets[row * labels + label] == 1;
  }

  /** Whether a row is predicted to carry a label: its probability is at least one half. */
  public boolean predicted(int row, int label) {
    return Threshold.HALF.accepts(probability(row, label));
  }

  /** One label by itself: whether each row carries it. */
  public BinaryPredictions label(int label) {
    double[] own = new double[size()];
    int[] carried = new int[size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = logits[i * labels + label];
      carried[i] = targets[i * labels + label];
    }
    return new BinaryPredictions(own, carried, weights);
  }
}
