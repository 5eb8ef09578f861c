package io.twinhead.dataset;

import io.twinhead.config.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Keeps the rows of a group in one bin and the classes as balanced as that allows: the largest
 * groups first, each into the bin where the sum over bins and classes of squared class shares grows
 * least (for bins of equal size that is the least variance, as in scikit-learn's {@code
 * StratifiedGroupKFold}).
 */
final class GroupCutter implements Cutter {
  private final String name;
  private final int[] groups;
  private final int[] strata;
  private final SplittableRandom random;

  GroupCutter(String name, int[] groups, int[] strata, SplittableRandom random) {
    this.name = name;
    this.groups = groups;
    this.strata = strata;
    this.random = random;
  }

  @Override
  public int[] deal(int[] rows, int bins) {
    double[] shares = new double[bins];
    Arrays.fill(shares, 1.0 / bins);
    return assign(rows, shares);
  }

  @Override
  public int[] cut(int[] rows, double share) {
    return assign(rows, new double[] {1 - share, share});
  }

  /** The positions of a group's rows, and how many there are of each class. */
  @SuppressWarnings("ArrayRecordComponent") // counts that grow; not compared
  private record Group(List<Integer> positions, int[] counts) {}

  private int[] assign(int[] rows, double[] shares) {
    List<Group> pending = largestFirst(rows);
    if (pending.size() < shares.length) {
      throw new InputException(
          "%s: %d group(s) are left to fill %d parts, as a group stays in one part, and validation takes"
                  .formatted(name, pending.size(), shares.length)
              + " one besides the folds: use fewer --folds, or a group column with more values");
    }
    Bins bins = new Bins(shares, classTotals(rows));
    int[] bin = new int[rows.length];
    for (int i = 0; i < pending.size(); i++) {
      int chosen = bins.add(pending.get(i), pending.size() - i);
      pending.get(i).positions().forEach(position -> bin[position] = chosen);
    }
    return bin;
  }

  private int[] classTotals(int[] rows) {
    int[] totals = new int[Arrays.stream(strata).max().orElse(0) + 1];
    Arrays.stream(rows).forEach(row -> totals[strata[row]]++);
    return totals;
  }

  private List<Group> largestFirst(int[] rows) {
    int classes = classTotals(rows).length;
    Map<Integer, Group> byCode = new LinkedHashMap<>();
    for (int position : Shuffle.of(rows.length, random)) {
      int row = rows[position];
      Group group =
          byCode.computeIfAbsent(
              groups[row], code -> new Group(new ArrayList<>(), new int[classes]));
      group.positions().add(position);
      group.counts()[strata[row]]++;
    }
    List<Group> sorted = new ArrayList<>(byCode.values());
    sorted.sort(
        Collections.reverseOrder(Comparator.comparingInt(group -> group.positions().size())));
    return sorted;
  }

  /** What the bins hold so far. */
  private static final class Bins {
    private final double[] shares;
    private final int[] totals;
    private final int[][] counts;
    private final int[] sizes;

    Bins(double[] shares, int[] totals) {
      this.shares = shares;
      this.totals = totals;
      counts = new int[shares.length][totals.length];
      sizes = new int[shares.length];
    }

    /** Adds a group to the best bin; an empty one if only so many groups are left. */
    int add(Group group, int left) {
      boolean mustFill = left <= Arrays.stream(sizes).filter(size -> size == 0).count();
      int best = -1;
      for (int bin = 0; bin < sizes.length; bin++) {
        if (!(mustFill && sizes[bin] > 0) && (best < 0 || isBetter(group, bin, best))) {
          best = bin;
        }
      }
      for (int c = 0; c < totals.length; c++) {
        counts[best][c] += group.counts()[c];
      }
      sizes[best] += group.positions().size();
      return best;
    }

    private boolean isBetter(Group group, int bin, int best) {
      int byGrowth = Double.compare(growth(group, bin), growth(group, best));
      return byGrowth < 0
          || (byGrowth == 0 && sizes[bin] / shares[bin] < sizes[best] / shares[best]);
    }

    private double growth(Group group, int bin) {
      double sum = 0;
      for (int c = 0; c < totals.length; c++) {
        if (group.counts()[c] > 0) {
          double added = (double) group.counts()[c] / totals[c];
          double there = (double) counts[bin][c] / totals[c];
          sum += added * (added + 2 * there); // (there + added)^2 - there^2
        }
      }
      return sum / shares[bin];
    }
  }
}
