package io.twinhead.evaluation;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The difference between two models' areas under the ROC curve on one fixed test set, after DeLong,
 * DeLong and Clarke-Pearson, "Comparing the Areas under Two or More Correlated Receiver Operating
 * Characteristic Curves", Biometrics 44 (1988).
 *
 * <p>It sees the chance in the choice of test rows, not in training: one trained model each.
 * Sorting instead of comparing all pairs, as Sun and Xu (IEEE Signal Processing Letters 21, 2014)
 * do with midranks, makes it O(n log n).
 */
public final class DeLong {
  private DeLong() {}

  /**
   * Tests whether the areas differ; the difference is that of {@code second} less {@code first}.
   *
   * @return empty with fewer than two rows of either class, or if the areas differ without any
   *     spread, such as 1 and 0: there is then no estimate of the error
   * @throws IllegalArgumentException if the two are not about the same rows, or if weights differ
   *     between rows: for those take {@link ClusterBootstrap}
   */
  public static Optional<PairedResult> of(BinaryPredictions first, BinaryPredictions second) {
    if (!Arrays.equals(first.labels(), second.labels())) {
      throw new IllegalArgumentException("the two models were not tested on the same labels");
    }
    checkUnweighted(first);
    checkUnweighted(second);
    double[] before = placements(first);
    double[] after = placements(second);
    double[] positive = differences(before, after, first.labels(), 1);
    double[] negative = differences(before, after, first.labels(), 0);
    if (positive.length < 2 || negative.length < 2) {
      return Optional.empty();
    }
    double variance =
        StatUtils.variance(positive) / positive.length
            + StatUtils.variance(negative) / negative.length;
    return PairedResult.symmetric(
        StatUtils.mean(positive), Math.sqrt(variance), new NormalDistribution(null, 0, 1));
  }

  /**
   * Returns the structural components: for a positive row the share of the negatives that it beats,
   * for a negative row the share of the positives that beat it, ties counting one half.
   */
  private static double[] placements(BinaryPredictions predictions) {
    Ranking ranking = new Ranking(predictions);
    double[] ones = new double[predictions.size()];
    Arrays.fill(ones, 1);
    Ranking.Tally tally = ranking.tally(ones);
    double[] negativesBelow = sharesBelow(tally.negative());
    double[] positivesBelow = sharesBelow(tally.positive());
    return IntStream.range(0, predictions.size())
        .mapToDouble(
            i ->
                predictions.labels()[i] == 1
                    ? negativesBelow[ranking.level(i)]
                    : 1 - positivesBelow[ranking.level(i)])
        .toArray();
  }

  private static double[] sharesBelow(double[] counts) {
    double total = Arrays.stream(counts).sum();
    double[] shares = new double[counts.length];
    double below = 0;
    for (int k = 0; k < counts.length; k++) {
      shares[k] = (below + counts[k] / 2) / total;
      below += counts[k];
    }
    return shares;
  }

  private static double[] differences(double[] before, double[] after, int[] labels, int label) {
    return IntStream.range(0, labels.length)
        .filter(i -> labels[i] == label)
        .mapToDouble(i -> after[i] - before[i])
        .toArray();
  }

  private static void checkUnweighted(BinaryPredictions predictions) {
    double[] weights = predictions.weights();
    for (int i = 1; i < weights.length; i++) {
      if (weights[i] != weights[0]) {
        throw new IllegalArgumentException(
            "row %d weighs %s, row 1 %s: DeLong's test has no weights; bootstrap instead"
                .formatted(i + 1, weights[i], weights[0]));
      }
    }
  }
}
