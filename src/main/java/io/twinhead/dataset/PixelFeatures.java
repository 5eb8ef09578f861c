package io.twinhead.dataset;

import io.twinhead.image.Picture;
import io.twinhead.image.Variation;

/**
 * Images as 8-bit pixels, channels last; numbers only where a network asks for them, since those
 * take four times the memory.
 *
 * @param preparation of each image, which costs nothing if it has the size already
 * @param pictures of all images
 * @param rows the numbers of those that count here
 */
@SuppressWarnings("ArrayRecordComponent") // not compared
record PixelFeatures(ImagePreprocessing preparation, Pictures pictures, int[] rows)
    implements Features {
  /** Of each thread, used again and again: thousands of fresh ones keep the collector busy. */
  private static final ThreadLocal<byte[]> SCRATCH = ThreadLocal.withInitial(() -> new byte[0]);

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public int[] shape() {
    return preparation.shape();
  }

  /** Good until this thread asks for the next one. */
  Picture picture(int row) {
    return preparation.prepared(pictures.get(rows[row], scratch()));
  }

  private byte[] scratch() {
    byte[] scratch = SCRATCH.get();
    int length = Math.toIntExact(pictures.size().bytes());
    if (scratch.length != length) {
      scratch = new byte[length];
      SCRATCH.set(scratch);
    }
    return scratch;
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    Variation.NONE.write(picture(row), target, offset);
  }
}
