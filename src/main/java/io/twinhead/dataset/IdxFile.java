package io.twinhead.dataset;

import io.twinhead.config.InputException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * An IDX file of bytes, plain or packed with gzip: two 0 bytes, the type (8 for unsigned bytes),
 * the number of dimensions, each dimension as a big-endian 32-bit number, and the data row by row.
 * The format is that of the MNIST database's page.
 *
 * @param shape the dimensions
 * @param data as many bytes as their product
 */
@SuppressWarnings("ArrayRecordComponent") // a store of bytes; not compared
record IdxFile(Path file, List<Integer> shape, byte[] data) {
  private static final int UNSIGNED_BYTE = 8;
  private static final int MOST_DIMENSIONS = 4;
  private static final int GZIP_MAGIC = 0x1f8b;

  /**
   * Reads a file.
   *
   * @throws InputException if it cannot be read, or is not an IDX file of bytes
   */
  static IdxFile read(Path file) {
    try (DataInputStream in = new DataInputStream(open(file))) {
      int zero = in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int dimensions = in.readUnsignedByte();
      if (zero != 0 || type != UNSIGNED_BYTE || dimensions < 1 || dimensions > MOST_DIMENSIONS) {
        throw new InputException(
            "%s: is no IDX file of bytes: it begins with %04x %02x %02x, expected 0000 08 and 01 to 04; name"
                    .formatted(file, zero, type, dimensions)
                + " another file");
      }
      List<Integer> shape = new ArrayList<>();
      long size = 1;
      for (int d = 0; d < dimensions; d++) {
        int length = in.readInt();
        size = length > 0 && size <= Integer.MAX_VALUE ? size * length : -1;
        shape.add(length);
      }
      if (size < 0 || size > Integer.MAX_VALUE - 8) {
        throw new InputException(
            "%s: claims the shape %s, which is no usable size (each at least 1, 2 GB in all); check the file"
                .formatted(file, shape));
      }
      byte[] data = in.readNBytes((int) size);
      if (data.length < size || in.read() >= 0) {
        throw new InputException(
            "%s: holds %s than the %,d bytes that its shape %s says; get the file again"
                .formatted(file, data.length < size ? "fewer" : "more", size, shape));
      }
      return new IdxFile(file, List.copyOf(shape), data);
    } catch (EOFException e) {
      throw new InputException(file + ": ends too early for an IDX file; get the file again", e);
    } catch (IOException e) {
      throw new InputException(
          "%s: cannot be read: %s; check the file and its permissions".formatted(file, e), e);
    }
  }

  /** Packed or not, whatever the name says. */
  private static InputStream open(Path file) throws IOException {
    BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      raw.mark(2);
      int magic = raw.read() << 8 | raw.read();
      raw.reset();
      return magic == GZIP_MAGIC ? new GZIPInputStream(raw, 1 << 16) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
