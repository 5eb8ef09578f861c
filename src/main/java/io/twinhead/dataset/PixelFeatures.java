package io.twinhead.dataset;

import java.util.List;

/**
 * Images as 8-bit pixels, channels last; numbers only where a network asks for them, since those
 * take four times the memory.
 *
 * @param pixels of each image, {@code height * width * channels} bytes
 */
record PixelFeatures(int height, int width, int channels, List<byte[]> pixels) implements Features {
  private static final float[] SHARE = new float[256];

  static {
    for (int value = 0; value < SHARE.length; value++) {
      SHARE[value] = value / 255f;
    }
  }

  @Override
  public int size() {
    return pixels.size();
  }

  @Override
  public int[] shape() {
    return new int[] {height, width, channels};
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    byte[] values = pixels.get(row);
    for (int i = 0; i < values.length; i++) {
      target[offset + i] = SHARE[values[i] & 0xFF];
    }
  }
}
