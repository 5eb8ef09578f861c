package io.twinhead.dataset;

import io.twinhead.image.Picture;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes images as they are decoded, from many threads in any order. */
interface PixelSink extends AutoCloseable {
  /** Takes the image of a file, by its number from 0. */
  void put(int file, Picture picture) throws IOException;

  /**
   * All images together.
   *
   * @param lasting whether the same files will give the same images again
   */
  Pictures finish(PixelIndex index, boolean lasting) throws IOException;

  /** Gives up what is not finished. */
  @Override
  void close();

  /** A sink that keeps images in the heap. */
  static PixelSink heap(int files) {
    @Nullable Picture[] held = new @Nullable Picture[files];
    return new PixelSink() {
      @Override
      public void put(int file, Picture picture) {
        held[file] = picture;
      }

      @Override
      public Pictures finish(PixelIndex index, boolean lasting) {
        return new HeldPictures(
            index.size(), Arrays.stream(held).filter(Objects::nonNull).toList());
      }

      @Override
      public void close() {}
    };
  }
}
