package io.twinhead.image;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/**
 * How the stored rows and columns become upright: EXIF 2.3, tag 274 (0x112).
 *
 * <p>An upright pixel (y, x) is the stored pixel (row, column): y and x, exchanged if transposed,
 * each then counted from the far end if flipped.
 */
record Orientation(boolean transposed, boolean rowsFlipped, boolean columnsFlipped) {
  static final Orientation UPRIGHT = new Orientation(false, false, false);
  private static final int TAG = 0x112;
  private static final int SHORT = 3;

  /** By the tag's value; anything but 2 to 8 is upright. */
  static Orientation of(int value) {
    return switch (value) {
      case 2 -> new Orientation(false, false, true);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, true, false);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, true, false);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, false, true);
      default -> UPRIGHT;
    };
  }

  /**
   * Of a JPEG file, from its EXIF segment; upright without one and with a malformed one: cameras
   * and editors write many, and the pixels are good all the same.
   */
  static Orientation ofJpeg(ImageInputStream file) {
    try {
      for (JPEGSegment segment : JPEGSegmentUtil.readSegments(file, JPEG.APP1, "Exif")) {
        byte[] exif = segment.data().readAllBytes();
        return of(value(ByteBuffer.wrap(exif, 1, exif.length - 1).slice())); // a padding byte first
      }
      return UPRIGHT;
    } catch (IOException | RuntimeException e) {
      return UPRIGHT;
    }
  }

  /** The tag's value in the first directory of a TIFF structure; 0 if it is not there. */
  private static int value(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = Short.toUnsignedInt(tiff.getShort(directory));
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if (tiff.getShort(entry) == TAG && tiff.getShort(entry + 2) == SHORT) {
        return tiff.getShort(entry + 8);
      }
    }
    return 0;
  }

  /** The stored picture, turned upright. */
  Picture upright(Picture stored) {
    if (equals(UPRIGHT)) {
      return stored;
    }
    int height = transposed ? stored.width() : stored.height();
    int width = transposed ? stored.height() : stored.width();
    int channels = stored.channels();
    byte[] pixels = new byte[stored.pixels().length];
    int to = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++, to += channels) {
        System.arraycopy(stored.pixels(), channels * index(stored, y, x), pixels, to, channels);
      }
    }
    return new Picture(height, width, channels, pixels);
  }

  private int index(Picture stored, int y, int x) {
    int row = transposed ? x : y;
    int column = transposed ? y : x;
    return (rowsFlipped ? stored.height() - 1 - row : row) * stored.width()
        + (columnsFlipped ? stored.width() - 1 - column : column);
  }
}
