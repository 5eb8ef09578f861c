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
    return top + left + bottom + right == 0
        && (output[0] - 1) * strideHeight + height == input[0]
        && (output[1] - 1) * strideWidth + width == input[1];
  }
}
