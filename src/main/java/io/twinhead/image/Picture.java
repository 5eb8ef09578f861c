package io.twinhead.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * 8-bit pixels: row by row from the top, in each row from the left, channels interleaved.
 *
 * <p>One channel is grey (0 black, 255 white), three are red, green and blue. Immutable as long as
 * nobody writes to {@link #pixels()}.
 */
public final class Picture {
  private final int height;
  private final int width;
  private final int channels;
  private final byte[] pixels;

  /**
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @param channels 1 (grey) or 3 (RGB)
   * @param pixels height x width x channels unsigned bytes; taken over, not copied
   * @throws IllegalArgumentException if these do not fit each other
   */
  public Picture(int height, int width, int channels, byte[] pixels) {
    if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          "no picture has height %d, width %d and %d channels".formatted(height, width, channels));
    }
    if (pixels.length != (long) height * width * channels) {
      throw new IllegalArgumentException(
          "%d bytes are no %d x %d x %d pixels".formatted(pixels.length, height, width, channels));
    }
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.pixels = pixels;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  public int channels() {
    return channels;
  }

  /** The array itself, not a copy, which must not be changed; the bytes are unsigned. */
  public byte[] pixels() {
    return pixels;
  }

  /**
   * This picture at another size, by the triangle filter: antialiased where it gets smaller,
   * bilinear where it gets larger, as Pillow's {@code BILINEAR} does it.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @return this very picture if the size is the same
   */
  public Picture resized(int height, int width) {
    return height == this.height && width == this.width
        ? this
        : Resampler.resized(this, height, width);
  }

  /**
   * This picture with 1 or 3 channels: grey is repeated; colour turns grey by the luma of ITU-R
   * BT.601, 0.299 R + 0.587 G + 0.114 B, rounded.
   */
  public Picture withChannels(int channels) {
    if (channels == this.channels) {
      return this;
    }
    byte[] converted = new byte[Math.multiplyExact(height * width, channels)];
    if (channels == 1) {
      for (int i = 0; i < converted.length; i++) {
        converted[i] = luma(pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]);
      }
    } else {
      for (int i = 0; i < converted.length; i++) {
        converted[i] = pixels[i / 3];
      }
    }
    return new Picture(height, width, channels, converted);
  }

  /** The weights in 1/65536, which makes black, white and every grey exact. */
  private static byte luma(byte red, byte green, byte blue) {
    int sum = 19595 * (red & 0xFF) + 38470 * (green & 0xFF) + 7471 * (blue & 0xFF);
    return (byte) ((sum + 0x8000) >> 16);
  }

  /**
   * The SHA-256 of height and width (4 bytes each, big endian) and the pixels as RGB: equal for a
   * grey picture and its RGB copy, whatever file each came from.
   */
  public byte[] sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(8).putInt(height).putInt(width).array());
      return digest.digest(withChannels(3).pixels);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** This picture as a PNG file, grey or RGB with 8 bits per channel. */
  public byte[] png() {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(image());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  private BufferedImage image() {
    int space = channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
    return new BufferedImage(
        model,
        Raster.createInterleavedRaster(
            new DataBufferByte(pixels, pixels.length),
            width,
            height,
            width * channels,
            channels,
            IntStream.range(0, channels).toArray(),
            null),
        false,
        null);
  }
}
