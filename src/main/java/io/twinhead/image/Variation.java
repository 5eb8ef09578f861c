package io.twinhead.image;

import io.twinhead.config.Augment;
import java.util.SplittableRandom;

/**
 * One way to show a picture to a network: mirrored, then zoomed and turned about its centre, then
 * shifted; and each level multiplied, white at most.
 *
 * @param flip whether left and right are exchanged
 * @param vflip whether top and bottom are exchanged
 * @param down shift, as a share of the height
 * @param right shift, as a share of the width
 * @param degrees counterclockwise
 * @param zoom factor, above 1 larger
 * @param brightness factor, above 1 brighter
 */
public record Variation(
    boolean flip,
    boolean vflip,
    double down,
    double right,
    double degrees,
    double zoom,
    double brightness) {
  /** The picture as it is. */
  public static final Variation NONE = new Variation(false, false, 0, 0, 0, 1, 1);

  /** Draws one; the same seed gives the same. */
  public static Variation draw(Augment how, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Variation(
        random.nextBoolean() && how.flip(),
        random.nextBoolean() && how.vflip(),
        upTo(how.shift(), random),
        upTo(how.shift(), random),
        upTo(how.rotate(), random),
        1 + upTo(how.zoom(), random),
        1 + upTo(how.brightness(), random));
  }

  private static double upTo(double most, SplittableRandom random) {
    return most * (2 * random.nextDouble() - 1) + 0.0; // no -0.0, which is not equal to 0.0
  }

  /**
   * Writes the picture so varied as numbers from 0 to 1, in the order of its pixels. Between pixels
   * it is bilinear; beyond its edges the pixels of the edges go on.
   *
   * @param offset in {@code target} of the first number
   */
  public void write(Picture picture, float[] target, int offset) {
    Levels levels = Levels.of(brightness);
    if (warps()) {
      Warp.of(this, picture).write(picture, levels, target, offset);
    } else if (flip || vflip) {
      mirror(picture, levels, target, offset);
    } else {
      levels.write(picture.pixels(), target, offset);
    }
  }

  private boolean warps() {
    return down != 0 || right != 0 || degrees != 0 || zoom != 1;
  }

  private void mirror(Picture picture, Levels levels, float[] target, int offset) {
    byte[] pixels = picture.pixels();
    int channels = picture.channels();
    int row = picture.width() * channels;
    int to = offset;
    for (int y = 0; y < picture.height(); y++) {
      int from = (vflip ? picture.height() - 1 - y : y) * row + (flip ? row - channels : 0);
      int step = flip ? -channels : channels;
      for (int x = 0; x < picture.width(); x++, from += step) {
        for (int c = 0; c < channels; c++) {
          target[to++] = levels.of(pixels[from + c]);
        }
      }
    }
  }
}
