package io.twinhead.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that stay together because they are not independent: of one patient, say, or copies.
 *
 * @param of the cluster of each row, from 0 on without gaps
 */
@SuppressWarnings("ArrayRecordComponent") // codes for loops; not compared
record Clusters(int[] of) {

  /**
   * Numbers the clusters of the rows that have weight.
   *
   * @param groups any code for each row; null if every row stands alone
   * @throws IllegalArgumentException if there is not one code per row
   */
  static Clusters ofWeighted(BinaryPredictions rows, int @Nullable [] groups) {
    if (groups != null && groups.length != rows.size()) {
      throw new IllegalArgumentException(
          "%d groups for %d rows".formatted(groups.length, rows.size()));
    }
    Map<Integer, Integer> codes = new HashMap<>();
    return new Clusters(
        IntStream.range(0, rows.size())
            .filter(i -> rows.weights()[i] > 0)
            .map(i -> groups == null ? i : groups[i])
            .map(group -> codes.computeIfAbsent(group, unseen -> codes.size()))
            .toArray());
  }

  int count() {
    return Arrays.stream(of).max().orElse(-1) + 1;
  }

  /** The number of clusters with a row of this label. */
  int with(int label, BinaryPredictions rows) {
    return (int)
        IntStream.range(0, of.length)
            .filter(i -> rows.labels()[i] == label)
            .map(i -> of[i])
            .distinct()
            .count();
  }

  /**
   * Deals whole clusters out to folds, the largest first and equally large ones in random order,
   * each to the fold where the sum of squared class shares grows least; so the classes are as
   * balanced as clusters allow, as in scikit-learn's {@code StratifiedGroupKFold}. No fold gets all
   * rows of a class if another can have them.
   *
   * @return the fold of each row
   */
  int[] deal(BinaryPredictions rows, int folds, SplittableRandom random) {
    int[][] counts = new int[count()][2];
    for (int i = 0; i < of.length; i++) {
      counts[of[i]][rows.labels()[i]]++;
    }
    Folds dealt = new Folds(new int[folds][2], totals(counts));
    int[] foldOf = new int[count()];
    for (int cluster : largestFirst(counts, random)) {
      foldOf[cluster] = dealt.add(counts[cluster]);
    }
    return Arrays.stream(of).map(cluster -> foldOf[cluster]).toArray();
  }

  private static int[] totals(int[][] counts) {
    int[] totals = new int[2];
    for (int[] count : counts) {
      totals[0] += count[0];
      totals[1] += count[1];
    }
    return totals;
  }

  private static List<Integer> largestFirst(int[][] counts, SplittableRandom random) {
    long[] draws = random.longs(counts.length).toArray();
    return IntStream.range(0, counts.length)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(c -> -counts[c][0] - counts[c][1])
                .thenComparingLong(c -> draws[c]))
        .toList();
  }

  /** How many rows of each class the folds hold so far, and of each class in all. */
  @SuppressWarnings("ArrayRecordComponent") // counts that grow; not compared
  private record Folds(int[][] counts, int[] totals) {
    int add(int[] cluster) {
      int best =
          IntStream.range(0, counts.length)
              .boxed()
              .min(
                  Comparator.<Integer, Boolean>comparing(fold -> takesAll(fold, cluster))
                      .thenComparingDouble(fold -> growth(fold, cluster))
                      .thenComparingInt(fold -> counts[fold][0] + counts[fold][1]))
              .orElseThrow();
      counts[best][0] += cluster[0];
      counts[best][1] += cluster[1];
      return best;
    }

    private boolean takesAll(int fold, int[] cluster) {
      return counts[fold][0] + cluster[0] == totals[0] || counts[fold][1] + cluster[1] == totals[1];
    }

    private double growth(int fold, int[] cluster) {
      double sum = 0;
      for (int label = 0; label < 2; label++) {
        double added = (double) cluster[label] / totals[label];
        double there = (double) counts[fold][label] / totals[label];
        sum += added * (added + 2 * there); // (there + added)^2 - there^2
      }
      return sum;
    }
  }
}
