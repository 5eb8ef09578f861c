package io.twinhead.engine;

/** The order of the dimensions of a batch of images. */
enum Layout {
  /** [examples, height, width, channels], NHWC. */
  CHANNELS_LAST(1, 0, 2, 3, 1),

  /** [examples, channels, height, width], NCHW. */
  CHANNELS_FIRST(0, 0, 3, 1, 2);

  private final long flag;
  private final long[] fromOther;

  Layout(long flag, long... fromOther) {
    this.flag = flag;
    this.fromOther = fromOther;
  }

  /** How ND4J's operations on images name it in their integer arguments. */
  long flag() {
    return flag;
  }

  /** For each dimension, where it is in the other layout. */
  long[] fromOther() {
    return fromOther.clone();
  }

  Layout other() {
    return this == CHANNELS_LAST ? CHANNELS_FIRST : CHANNELS_LAST;
  }

  /**
   * The shape of a batch.
   *
   * @param image {@code {height, width, channels}}
   */
  long[] batch(long rows, long... image) {
    return this == CHANNELS_LAST
        ? Shapes.rows(rows, image)
        : Shapes.rows(rows, image[2], image[0], image[1]);
  }
}
