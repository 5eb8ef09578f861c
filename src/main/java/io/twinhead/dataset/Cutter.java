package io.twinhead.dataset;

/** Divides rows into bins. Each kind of data set (plain, grouped, in time order) has its own. */
interface Cutter {
  /**
   * Bins of equal size.
   *
   * @param rows to divide
   * @return the bin of each of {@code rows}, from 0
   */
  int[] deal(int[] rows, int bins);

  /**
   * Two bins.
   *
   * @param share of the rows in bin 1, less than 1
   * @return the bin of each of {@code rows}, 0 or 1
   */
  int[] cut(int[] rows, double share);
}
