package io.twinhead.dataset;

/** What a network sees of some examples: one block of numbers for each, all of the same shape. */
public interface Features {
  /** The number of examples. */
  int size();

  /** The shape of one example, such as {30} for a table with 30 inputs. */
  int[] shape();

  /**
   * Writes one example, as many finite numbers as the product of {@link #shape()}.
   *
   * @param row of the example, from 0 to {@code size() - 1}
   * @param offset in {@code target} of the first number
   */
  void copyTo(int row, float[] target, int offset);
}
