package io.twinhead.dataset;

import io.twinhead.config.InputException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Cuts the rows into consecutive stretches of time; rows of the same time are never parted. */
final class TimeCutter implements Cutter {
  private final String name;
  private final int[] times;

  TimeCutter(String name, int[] times) {
    this.name = name;
    this.times = times;
  }

  @Override
  public int[] deal(int[] rows, int bins) {
    double[] ends = new double[bins - 1];
    Arrays.setAll(ends, i -> (i + 1.0) / bins);
    return assign(rows, ends);
  }

  @Override
  public int[] cut(int[] rows, double share) {
    return assign(rows, new double[] {1 - share});
  }

  /** Bins by number in time order; {@code ends} are shares of the rows before each cut. */
  private int[] assign(int[] rows, double[] ends) {
    int[] order = Order.by(rows.length, position -> times[rows[position]]);
    int[] changes =
        IntStream.range(1, order.length)
            .filter(i -> times[rows[order[i]]] != times[rows[order[i - 1]]])
            .toArray();
    if (changes.length < ends.length) {
      throw new InputException(
          "%s: %d different time(s) are left to be cut into %d stretches, and validation takes one"
                  .formatted(name, changes.length + 1, ends.length + 1)
              + " besides the folds: use fewer --folds, or a finer time column");
    }
    int[] bin = new int[rows.length];
    int last = -1;
    for (int i = 0; i < ends.length; i++) {
      int wanted = nearest(changes, (int) Math.round(ends[i] * rows.length));
      last = Math.min(Math.max(wanted, last + 1), changes.length - (ends.length - i));
      for (int j = changes[last]; j < order.length; j++) {
        bin[order[j]] = i + 1;
      }
    }
    return bin;
  }

  private static int nearest(int[] sorted, int target) {
    return IntStream.range(0, sorted.length)
        .boxed()
        .min(Comparator.comparingInt(i -> Math.abs(sorted[i] - target)))
        .orElseThrow();
  }
}
