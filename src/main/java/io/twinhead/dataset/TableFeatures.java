package io.twinhead.dataset;

import java.util.Arrays;

/**
 * Numbers first, then one-hot blocks, of which only the place of the 1 is kept.
 *
 * @param numbers row by row
 * @param hot for each row and block the input that is 1, or -1 if none is; row by row
 */
@SuppressWarnings("ArrayRecordComponent") // a compact store, not compared
record TableFeatures(int size, int width, int numeric, float[] numbers, int blocks, int[] hot)
    implements Features {

  @Override
  public int[] shape() {
    return new int[] {width};
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    System.arraycopy(numbers, row * numeric, target, offset, numeric);
    Arrays.fill(target, offset + numeric, offset + width, 0);
    for (int i = row * blocks; i < (row + 1) * blocks; i++) {
      if (hot[i] >= 0) {
        target[offset + hot[i]] = 1;
      }
    }
  }
}
