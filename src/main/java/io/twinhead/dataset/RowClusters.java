package io.twinhead.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Finds the rows that are not independent of each other. */
final class RowClusters {
  private RowClusters() {}

  /** A code for each of the rows, the same for those that belong together. */
  static int[] of(Dataset data, int[] rows) {
    int[] groups = data.groups();
    int[] times = data.times();
    if (groups != null) {
      return Arrays.stream(rows).map(row -> groups[row]).toArray();
    }
    return times != null
        ? stretches(Arrays.stream(rows).map(row -> times[row]).toArray())
        : copies(data, rows);
  }

  /**
   * Stretches of time with about as many rows as the cube root of all: long enough to keep what is
   * alike together, and many (Hall, Horowitz and Jing, "On Blocking Rules for the Bootstrap with
   * Dependent Data", 1995). Rows of the same time are never parted.
   */
  private static int[] stretches(int[] times) {
    int[] order = Order.by(times.length, position -> times[position]);
    int length = (int) Math.ceil(Math.cbrt(times.length));
    int[] stretch = new int[times.length];
    int start = 0;
    for (int i = 1; i < order.length; i++) {
      if (i - start >= length && times[order[i]] != times[order[i - 1]]) {
        start = i;
      }
      stretch[order[i]] = start;
    }
    return stretch;
  }

  /** A code for each of the rows, the same for exact copies. Those of pictures are groups. */
  static int[] copies(Dataset data, int[] rows) {
    if (!(data.inputs() instanceof ColumnInputs table)) {
      int[] groups = data.groups();
      return groups == null ? rows.clone() : Arrays.stream(rows).map(row -> groups[row]).toArray();
    }
    List<IntToLongFunction> cells =
        table.columns().stream()
            .<IntToLongFunction>map(column -> position -> column.identity(rows[position]))
            .toList();
    return Duplicates.originals(cells, rows.length);
  }
}
