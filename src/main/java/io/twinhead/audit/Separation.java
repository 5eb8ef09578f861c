package io.twinhead.audit;

import io.twinhead.dataset.FeatureColumn;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether a column tells classes apart without a single mistake. */
final class Separation {
  /** Fewer rows of a class than this are easily told apart by chance. */
  private static final int FEWEST_PER_CLASS = 5;

  private final int[] codes;
  private final int classes;
  private final boolean enough;

  /**
   * @param codes class of each row
   * @param classes how many there are
   */
  Separation(int[] codes, int classes) {
    this.codes = codes;
    this.classes = classes;
    int[] counts = new int[classes];
    Arrays.stream(codes).forEach(code -> counts[code]++);
    this.enough = Arrays.stream(counts).allMatch(count -> count >= FEWEST_PER_CLASS);
  }

  /** How the column does it, in words; empty if it does not. */
  Optional<String> by(FeatureColumn column) {
    if (!enough) {
      return Optional.empty();
    }
    if (column.words()) {
      return byWords(column)
          ? Optional.of("each of its words goes with one class")
          : Optional.empty();
    }
    if (byInterval(column, Double.NEGATIVE_INFINITY) || byInterval(column, Double.MAX_VALUE)) {
      return Optional.of("its values for the classes do not overlap (area under the ROC curve 1)");
    }
    return Optional.empty();
  }

  private boolean byWords(FeatureColumn column) {
    int missing = column.distinct();
    if (FEWEST_PER_CLASS * missing > codes.length) {
      return false;
    }
    int[] classOf = new int[missing + 1];
    Arrays.fill(classOf, -1);
    for (int row = 0; row < codes.length; row++) {
      double value = column.value(row);
      int word = Double.isNaN(value) ? missing : (int) value;
      if (classOf[word] >= 0 && classOf[word] != codes[row]) {
        return false;
      }
      classOf[word] = codes[row];
    }
    return true;
  }

  /** The classes' ranges are disjoint, with missing values standing for {@code missing}. */
  private boolean byInterval(FeatureColumn column, double missing) {
    double[] low = new double[classes];
    double[] high = new double[classes];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    for (int row = 0; row < codes.length; row++) {
      double value = column.value(row);
      double placed = Double.isNaN(value) ? missing : value;
      low[codes[row]] = Math.min(low[codes[row]], placed);
      high[codes[row]] = Math.max(high[codes[row]], placed);
    }
    List<Integer> order =
        IntStream.range(0, classes).boxed().sorted(Comparator.comparing(k -> low[k])).toList();
    return IntStream.range(1, classes).allMatch(i -> high[order.get(i - 1)] < low[order.get(i)]);
  }
}
