package io.twinhead.dataset;

import io.twinhead.image.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Directories of small images, for tests. */
final class Images {
  private Images() {}

  /** Writes a PNG of one grey value, or of random colours if there are three channels. */
  static Path write(Path file, int height, int width, int channels, int value) {
    byte[] pixels = new byte[height * width * channels];
    new SplittableRandom(value).nextBytes(pixels);
    return write(file, new Picture(height, width, channels, pixels).png());
  }

  static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes {@code count} different grey images of 6 x 5 pixels: {@code 0.png}, {@code 1.png}, ...
   */
  static void fill(Path directory, int count) {
    for (int i = 0; i < count; i++) {
      write(directory.resolve(i + ".png"), 6, 5, 1, directory.hashCode() + i);
    }
  }
}
