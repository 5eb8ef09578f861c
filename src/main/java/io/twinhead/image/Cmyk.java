package io.twinhead.image;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.List;
import javax.imageio.stream.ImageInputStream;

/**
 * JPEG files with four components, cyan, magenta, yellow and black (or YCCK), to RGB.
 *
 * <p>All four are stored inverted, 255 for no ink, as Adobe's programs write them and as Pillow
 * assumes of every file; then R = C' K' / 255 and so on. Colour profiles are not applied: the
 * result would hang on which profiles a machine has.
 */
final class Cmyk {
  private static final int TRANSFORM = 5; // in Adobe's segment: version, two flags, transform
  private static final int YCCK = 2;

  private Cmyk() {}

  /** Whether Adobe's segment says that the first three components are Y, Cb and Cr. */
  static boolean isYcck(ImageInputStream file) throws IOException {
    List<JPEGSegment> adobe = JPEGSegmentUtil.readSegments(file, JPEG.APP14, "Adobe");
    if (adobe.isEmpty()) {
      return false;
    }
    byte[] data = adobe.get(0).data().readAllBytes();
    return data.length > TRANSFORM && data[TRANSFORM] == YCCK;
  }

  static Picture picture(Raster raster, boolean ycck) {
    int width = raster.getWidth();
    byte[] pixels = Samples.pixels(raster.getHeight(), width, 3);
    int[] row = new int[4 * width];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < row.length; x += 4) {
        if (ycck) {
          toInverseCmy(row, x);
        }
        for (int c = 0; c < 3; c++) {
          pixels[to++] = (byte) ((row[x + c] * row[x + 3] + 127) / 255);
        }
      }
    }
    return new Picture(raster.getHeight(), width, 3, pixels);
  }

  /** ITU-T T.871 gives R, G and B; the inks are 255 minus these. */
  private static void toInverseCmy(int[] row, int at) {
    double luma = row[at];
    double blue = row[at + 1] - 128;
    double red = row[at + 2] - 128;
    row[at] = inverse(luma + 1.402 * red);
    row[at + 1] = inverse(luma - 0.344136 * blue - 0.714136 * red);
    row[at + 2] = inverse(luma + 1.772 * blue);
  }

  private static int inverse(double level) {
    return 255 - (int) Math.max(0, Math.min(255, Math.round(level)));
  }
}
