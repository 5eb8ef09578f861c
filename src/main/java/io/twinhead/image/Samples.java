package io.twinhead.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * From decoded images to pictures: any depth to 8 bits, transparency to white.
 *
 * <p>Stored values are taken as they are. Drawing instead, or {@code getRGB} on grey, would send
 * them through a colour conversion, which turns a grey of 100 into 168.
 */
final class Samples {
  private Samples() {}

  /** Grey levels, or a palette that holds nothing else. */
  static boolean isGrey(ColorModel colours) {
    if (!(colours instanceof IndexColorModel palette)) {
      return colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return false;
      }
    }
    return true;
  }

  static Picture picture(BufferedImage image) {
    return image.getColorModel() instanceof ComponentColorModel colours
        ? ofBands(image.getRaster(), colours)
        : ofColours(image);
  }

  private static Picture ofBands(Raster raster, ComponentColorModel colours) {
    int width = raster.getWidth();
    int channels = colours.getNumColorComponents();
    int bands = raster.getNumBands();
    int[] levels = levels(raster.getSampleModel().getSampleSize(0));
    byte[] pixels = pixels(raster.getHeight(), width, channels);
    int[] row = new int[width * bands];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < row.length; x += bands) {
        int alpha = colours.hasAlpha() ? levels[row[x + channels]] : 255;
        for (int c = 0; c < channels; c++) {
          pixels[to++] = onWhite(levels[row[x + c]], alpha);
        }
      }
    }
    return new Picture(raster.getHeight(), width, channels, pixels);
  }

  /** Palettes and packed colours, whose values are sRGB already. */
  private static Picture ofColours(BufferedImage image) {
    int width = image.getWidth();
    byte[] pixels = pixels(image.getHeight(), width, 3);
    int[] row = new int[width];
    int to = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int argb : image.getRGB(0, y, width, 1, row, 0, width)) {
        for (int shift = 16; shift >= 0; shift -= 8) {
          pixels[to++] = onWhite(argb >> shift & 0xFF, argb >>> 24);
        }
      }
    }
    return new Picture(image.getHeight(), width, 3, pixels);
  }

  static byte[] pixels(int height, int width, int channels) {
    return new byte[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
  }

  /** What each value of so many bits is out of 255, rounded. */
  private static int[] levels(int bits) {
    int most = (1 << bits) - 1;
    int[] levels = new int[most + 1];
    for (int i = 0; i <= most; i++) {
      levels[i] = (2 * 255 * i + most) / (2 * most);
    }
    return levels;
  }

  private static byte onWhite(int level, int alpha) {
    return (byte) ((level * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}
