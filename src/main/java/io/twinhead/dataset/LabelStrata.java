package io.twinhead.dataset;

import java.util.stream.IntStream;

/**
 * Balances splits of rows with several labels by the rarest of a row's labels: each part gets its
 * share of the rows in which a rare label holds, where chance alone could leave it without any.
 */
final class LabelStrata {
  private LabelStrata() {}

  /**
   * Returns the index of each row's rarest label, or the number of labels if none holds.
   *
   * @param indicators 0 or 1 for each row and label
   */
  static int[] of(byte[][] indicators, int labels) {
    int[] counts = new int[labels];
    for (byte[] row : indicators) {
      for (int k = 0; k < labels; k++) {
        counts[k] += row[k];
      }
    }
    int[] strata = new int[indicators.length];
    for (int i = 0; i < strata.length; i++) {
      byte[] row = indicators[i];
      strata[i] =
          IntStream.range(0, labels)
              .filter(k -> row[k] == 1)
              .reduce((a, b) -> counts[b] < counts[a] ? b : a)
              .orElse(labels);
    }
    return strata;
  }
}
