package io.twinhead.engine;

/**
 * A window that slides over an image.
 *
 * @param height and width of the window in pixels
 * @param top and left, bottom and right: rows and columns of padding
 * @param same whether the padding follows from TensorFlow's rule SAME
 */
record Sliding(
    int height,
    int width,
    int strideHeight,
    int strideWidth,
    int top,
    int left,
    int bottom,
    int right,
    boolean same) {

  /** A window with as much padding before as after. */
  static Sliding padded(int[] kernel, int[] stride, int[] padding) {
    return new Sliding(
        kernel[0],
        kernel[1],
        stride[0],
        stride[1],
        padding[0],
        padding[1],
        padding[0],
        padding[1],
        false);
  }

  /**
   * A window with so much padding that each stride has a place, the odd pixel after (TensorFlow's
   * SAME).
   */
  static Sliding same(long[] image, int[] kernel, int[] stride) {
    int[] pad = new int[2];
    for (int d = 0; d < 2; d++) {
      long places = (image[d] + stride[d] - 1) / stride[d];
      pad[d] = (int) Math.max(0, (places - 1) * stride[d] + kernel[d] - image[d]);
    }
    return new Sliding(
        kernel[0],
        kernel[1],
        stride[0],
        stride[1],
        pad[0] / 2,
        pad[1] / 2,
        pad[0] - pad[0] / 2,
        pad[1] - pad[1] / 2,
        true);
  }

  /** The shape of the result on an image {@code {height, width, channels}}. */
  long[] places(long[] image, long channels) {
    return new long[] {
      (image[0] + top + bottom - height) / strideHeight + 1,
      (image[1] + left + right - width) / strideWidth + 1,
      channels
    };
  }

  boolean isPadded() {
    return top + left + bottom + right > 0;
  }

  /** Its arguments in ND4J: kernel, stride, padding, dilation, mode, then {@code more}. */
  long[] arguments(long... more) {
    long[] all = new long[9 + more.length];
    long[] own = {
      height, width, strideHeight, strideWidth, same ? 0 : top, same ? 0 : left, 1, 1, same ? 1 : 0
    };
    System.arraycopy(own, 0, all, 0, own.length);
    System.arraycopy(more, 0, all, own.length, more.length);
    return all;
  }

  /** Whether each pixel is in some window and the padding is nil, so that sizes can be inverted. */
  boolean tiles(long[] input, long[] output) {
    return !isPadded()
        && (output[0] - 1) * strideHeight + height == input[0]
        && (output[1] - 1) * strideWidth + width == input[1];
  }
}
