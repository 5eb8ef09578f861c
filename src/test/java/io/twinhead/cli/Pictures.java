package io.twinhead.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Small pictures, and files that claim to be large ones. */
final class Pictures {
  private Pictures() {}

  static byte[] png(int width, int height) {
    return encoded("png", width, height, 200);
  }

  static byte[] png(int grey) {
    return encoded("png", 12, 12, grey);
  }

  static byte[] jpeg(int width, int height) {
    return encoded("jpg", width, height, 90);
  }

  private static byte[] encoded(String format, int width, int height, int grey) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < width * height; i++) {
      image.getRaster().setSample(i % width, i / width, 0, (grey + 3 * i) & 0xFF);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A header that claims a size, and no pixels. */
  static byte[] pngHeader(int width, int height) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(header);
      out.write("IHDR".getBytes(StandardCharsets.ISO_8859_1));
      out.writeInt(width);
      out.writeInt(height);
      out.write(new byte[] {8, 2, 0, 0, 0});
      CRC32 sum = new CRC32();
      sum.update(header.toByteArray());
      DataOutputStream png = new DataOutputStream(file);
      png.write("\u0089PNG\r\n\u001A\n".getBytes(StandardCharsets.ISO_8859_1));
      png.writeInt(13);
      png.write(header.toByteArray());
      png.writeInt((int) sum.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
