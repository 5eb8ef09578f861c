package io.twinhead.dataset;

import io.twinhead.image.Picture;

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
  private static final float[] SHARE = new float[256];

  static {
    for (int value = 0; value < SHARE.length; value++) {
      SHARE[value] = value / 255f;
    }
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public int[] shape() {
    return preparation.shape();
  }

  Picture picture(int row) {
    return preparation.prepared(pictures.get(rows[row]));
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    byte[] values = picture(row).pixels();
    for (int i = 0; i < values.length; i++) {
      target[offset + i] = SHARE[values[i] & 0xFF];
    }
  }
}
