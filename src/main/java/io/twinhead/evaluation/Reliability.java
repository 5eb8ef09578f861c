package io.twinhead.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predicted probability of the positive class against its observed share, in 15 bins of equal
 * width.
 *
 * <p>Bin k (from 0) holds k/15 &lt; p &lt;= (k+1)/15 and the first bin p = 0 as well: the edges of
 * Guo et al., "On Calibration of Modern Neural Networks" (2017), and of scikit-learn's {@code
 * calibration_curve}.
 *
 * @param bins all 15, ascending
 */
public record Reliability(List<Bin> bins) {
  /** The number of bins. */
  public static final int BINS = 15;

  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * One bin.
   *
   * @param low lower edge, not included but for 0
   * @param high upper edge, included
   * @param count rows
   * @param weight of those rows
   * @param meanPredicted weighted mean of the probabilities; null if there is no weight
   * @param observedShare weighted share of positive rows; null if there is no weight
   */
  public record Bin(
      double low,
      double high,
      int count,
      double weight,
      @Nullable Double meanPredicted,
      @Nullable Double observedShare) {}

  /** Sorts the rows into bins. */
  public static Reliability of(BinaryPredictions predictions) {
    double[] probabilities = new double[predictions.size()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = predictions.probability(i);
    }
    return of(probabilities, predictions.labels(), predictions.weights());
  }

  static Reliability of(double[] probabilities, int[] labels, double[] weights) {
    int[] count = new int[BINS];
    double[] weight = new double[BINS];
    double[] predicted = new double[BINS];
    double[] observed = new double[BINS];
    for (int i = 0; i < probabilities.length; i++) {
      int k = binOf(probabilities[i]);
      count[k]++;
      weight[k] += weights[i];
      predicted[k] += weights[i] * probabilities[i];
      observed[k] += weights[i] * labels[i];
    }
    List<Bin> bins = new ArrayList<>();
    for (int k = 0; k < BINS; k++) {
      boolean empty = weight[k] == 0;
      bins.add(
          new Bin(
              edge(k),
              edge(k + 1),
              count[k],
              weight[k],
              empty ? null : predicted[k] / weight[k],
              empty ? null : observed[k] / weight[k]));
    }
    return new Reliability(bins);
  }

  /** Mean distance between predicted and observed over the rows' weight; 0 without any. */
  double ece() {
    double sum = 0;
    double total = 0;
    for (Bin bin : bins) {
      if (bin.meanPredicted != null && bin.observedShare != null) {
        sum += bin.weight * Math.abs(bin.meanPredicted - bin.observedShare);
        total += bin.weight;
      }
    }
    return total == 0 ? 0 : sum / total;
  }

  private static double edge(int k) {
    return (double) k / BINS;
  }

  /** The index of the bin that holds {@code p}. */
  static int binOf(double p) {
    int k = Math.min((int) (p * BINS), BINS - 1);
    // The product may be rounded across an edge, and an edge itself belongs to the bin below.
    if (p > edge(k + 1)) {
      return k + 1;
    }
    return k > 0 && p <= edge(k) ? k - 1 : k;
  }
}
