package io.twinhead.evaluation;

import java.util.Arrays;

/**
 * Which bin each row belongs to.
 *
 * @param binOfRow index of the row's bin
 * @param bins their number; some may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // as many as rows
public record Binning(int[] binOfRow, int bins) {

  public Binning {
    for (int bin : binOfRow) {
      if (bin < 0 || bin >= bins) {
        throw new IllegalArgumentException("bin " + bin + " of " + bins);
      }
    }
  }

  /** The bins of {@link Reliability}: equally wide in the probability of the positive class. */
  public static Binning equalWidth(BinaryPredictions predictions) {
    return equalWidth(probabilities(predictions));
  }

  /**
   * As many bins as {@link Reliability} has, of about equal weight, in the order of the probability
   * of the positive class. Equal probabilities stay together: all of them go where the middle of
   * their weight falls. So 45 different probabilities make 15 threes, and a probability that holds
   * a third of the weight fills one bin and leaves others empty.
   */
  public static Binning equalMass(BinaryPredictions predictions) {
    return equalMass(probabilities(predictions), predictions.weights());
  }

  /** A bin for each distinct logit, which is what decompositions are about in the first place. */
  public static Binning distinct(BinaryPredictions predictions) {
    Ranking ranking = new Ranking(predictions);
    int[] binOfRow = new int[predictions.size()];
    Arrays.setAll(binOfRow, ranking::level);
    return new Binning(binOfRow, ranking.levels().length);
  }

  static Binning equalWidth(double[] probabilities) {
    return new Binning(
        Arrays.stream(probabilities).mapToInt(Reliability::binOf).toArray(), Reliability.BINS);
  }

  static Binning equalMass(double[] probabilities, double[] weights) {
    double[] levels = Arrays.stream(probabilities).sorted().distinct().toArray();
    double[] weightOfLevel = new double[levels.length];
    int[] binOfRow = new int[probabilities.length];
    for (int i = 0; i < probabilities.length; i++) {
      binOfRow[i] = Arrays.binarySearch(levels, probabilities[i]);
      weightOfLevel[binOfRow[i]] += weights[i];
    }
    int[] binOfLevel = quantiles(weightOfLevel);
    return new Binning(
        Arrays.stream(binOfRow).map(level -> binOfLevel[level]).toArray(), Reliability.BINS);
  }

  private static int[] quantiles(double[] weightOfLevel) {
    double total = Arrays.stream(weightOfLevel).sum();
    int[] binOfLevel = new int[weightOfLevel.length];
    double below = 0;
    for (int k = 0; k < weightOfLevel.length; k++) {
      double middle = (below + weightOfLevel[k] / 2) / total; // NaN, hence bin 0, without weight
      binOfLevel[k] = Math.min((int) (middle * Reliability.BINS), Reliability.BINS - 1);
      below += weightOfLevel[k];
    }
    return binOfLevel;
  }

  private static double[] probabilities(BinaryPredictions predictions) {
    double[] probabilities = new double[predictions.size()];
    Arrays.setAll(probabilities, predictions::probability);
    return probabilities;
  }
}
