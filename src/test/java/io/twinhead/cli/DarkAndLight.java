package io.twinhead.cli;

import io.twinhead.image.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A directory of 24 images of noise, 12 x 12 pixels in colour: half are dark, half are light. */
final class DarkAndLight {
  private static final int SIDE = 12;

  private DarkAndLight() {}

  static void draw(Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 24; i++) {
      boolean light = i % 2 == 0;
      byte[] pixels = new byte[SIDE * SIDE * 3];
      for (int p = 0; p < pixels.length; p++) {
        pixels[p] = (byte) (random.nextInt(100) + (light ? 150 : 0));
      }
      Path file = folder.resolve((light ? "light/" : "dark/") + i + ".png");
      Files.createDirectories(file.getParent());
      Files.write(file, new Picture(SIDE, SIDE, 3, pixels).png());
    }
  }
}
