package io.twinhead.dataset;

import io.twinhead.image.Picture;

/** Images of one size, wherever their pixels lie. Safe for use by many threads at once. */
interface Pictures {
  /** How many there are. */
  int count();

  /** The size of each. */
  ImageSize size();

  /** One of them, from 0. */
  Picture get(int index);

  /**
   * The same, good until {@code scratch} is written again.
   *
   * @param scratch as many bytes as a picture has; the pixels may lie in it
   */
  default Picture get(int index, byte[] scratch) {
    return get(index);
  }
}
