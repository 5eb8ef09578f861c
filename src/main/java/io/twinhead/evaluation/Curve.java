package io.twinhead.evaluation;

import java.util.Arrays;
import java.util.Optional;

/**
 * The trade-off when the threshold sweeps over every distinct logit: a point per threshold, which
 * accepts the rows whose logit is not below it. The points are those of scikit-learn's {@code
 * roc_curve(drop_intermediate=False)} and {@code precision_recall_curve}, in the same order; rows
 * of weight 0 make no points.
 *
 * @param x false positive rate, or recall
 * @param y true positive rate, or precision
 * @param logits the thresholds; positive infinity at the point where nothing is accepted
 */
@SuppressWarnings("ArrayRecordComponent") // as many points as rows
public record Curve(double[] x, double[] y, double[] logits) {

  public Curve {
    if (x.length != y.length || x.length != logits.length) {
      throw new IllegalArgumentException(
          "%d x, %d y, %d logits".formatted(x.length, y.length, logits.length));
    }
  }

  /**
   * Returns the receiver operating characteristic, thresholds descending: from (0, 0), where
   * nothing is accepted, to (1, 1). Empty unless both classes have weight.
   */
  public static Optional<Curve> roc(BinaryPredictions predictions) {
    Sweep sweep = Sweep.of(predictions);
    if (sweep.positives() == 0 || sweep.negatives() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Curve(
            Arrays.stream(sweep.fp).map(fp -> fp / sweep.negatives()).toArray(),
            Arrays.stream(sweep.tp).map(tp -> tp / sweep.positives()).toArray(),
            sweep.logits));
  }

  /**
   * Returns the precision-recall curve, thresholds ascending: from recall 1 to (0, 1), where
   * nothing is accepted and precision is 1 by convention. Empty unless positive rows have weight.
   */
  public static Optional<Curve> precisionRecall(BinaryPredictions predictions) {
    Sweep sweep = Sweep.of(predictions);
    if (sweep.positives() == 0) {
      return Optional.empty();
    }
    int n = sweep.logits.length;
    Curve curve = new Curve(new double[n], new double[n], new double[n]);
    for (int i = 0; i < n; i++) {
      int k = n - 1 - i;
      double accepted = sweep.tp[k] + sweep.fp[k];
      curve.x[i] = sweep.tp[k] / sweep.positives();
      curve.y[i] = accepted == 0 ? 1 : sweep.tp[k] / accepted;
      curve.logits[i] = sweep.logits[k];
    }
    return Optional.of(curve);
  }

  /** Weight accepted at each threshold, descending, after one that accepts nothing. */
  @SuppressWarnings("ArrayRecordComponent") // internal, never compared
  private record Sweep(double[] tp, double[] fp, double[] logits) {

    static Sweep of(BinaryPredictions predictions) {
      Ranking ranking = new Ranking(predictions);
      Ranking.Tally tally = ranking.tally(predictions.weights());
      int levels = ranking.levels().length;
      double[] tp = new double[levels + 1];
      double[] fp = new double[levels + 1];
      double[] logits = new double[levels + 1];
      logits[0] = Double.POSITIVE_INFINITY;
      int n = 1;
      for (int k = levels - 1; k >= 0; k--) {
        if (tally.positive()[k] + tally.negative()[k] > 0) {
          tp[n] = tp[n - 1] + tally.positive()[k];
          fp[n] = fp[n - 1] + tally.negative()[k];
          logits[n++] = ranking.levels()[k];
        }
      }
      return new Sweep(Arrays.copyOf(tp, n), Arrays.copyOf(fp, n), Arrays.copyOf(logits, n));
    }

    double positives() {
      return tp[tp.length - 1];
    }

    double negatives() {
      return fp[fp.length - 1];
    }
  }
}
