package io.twinhead.dataset;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Divides one of each set of exact copies like any other row; the copies go with it. */
final class CopiesCutter implements Cutter {
  private final int[] originals;
  private final Cutter cutter;

  /**
   * @param originals code of each row's set of copies
   * @param cutter for the rows that are left when each set counts once
   */
  CopiesCutter(int[] originals, Cutter cutter) {
    this.originals = originals;
    this.cutter = cutter;
  }

  @Override
  public int[] deal(int[] rows, int bins) {
    return follow(rows, once -> cutter.deal(once, bins));
  }

  @Override
  public int[] cut(int[] rows, double share) {
    return follow(rows, once -> cutter.cut(once, share));
  }

  private int[] follow(int[] rows, UnaryOperator<int[]> division) {
    Map<Integer, Integer> place = new HashMap<>();
    int[] once =
        Arrays.stream(rows)
            .filter(row -> place.putIfAbsent(originals[row], place.size()) == null)
            .toArray();
    int[] bin = division.apply(once);
    return Arrays.stream(rows)
        .map(row -> bin[Objects.requireNonNull(place.get(originals[row]))])
        .toArray();
  }
}
