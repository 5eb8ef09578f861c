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
    Variation.NONE.write(picture(row), target, offset);
  }
}
