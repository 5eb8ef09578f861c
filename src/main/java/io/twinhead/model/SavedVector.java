package io.twinhead.model;

import io.twinhead.config.InputException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;

/**
 * A vector in ND4J's binary form: two buffers, each with where it lay, its length and its type; the
 * first holds the shape, the second the values. ND4J's own reader allocates whatever length stands
 * there.
 */
final class SavedVector {
  /** Longest shape that ND4J knows: 32 dimensions with their strides, and four numbers more. */
  private static final int LONGEST_SHAPE = 2 * 32 + 4;

  private static final int BUFFER = 1 << 16;
  private static final String MALFORMED = ": is no vector as ND4J writes it; copy the file again";

  private final String place;
  private final DataInputStream in;

  private SavedVector(String place, InputStream in) {
    this.place = place;
    this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
  }

  /** The most bytes that {@code values} numbers take with all that stands before them. */
  static long mostBytes(long values) {
    return values * Float.BYTES + LONGEST_SHAPE * Long.BYTES + 256;
  }

  /**
   * Reads {@code expected} finite numbers.
   *
   * @param place what to name in errors
   * @throws InputException if there is anything else
   * @throws IOException if the file cannot be read
   */
  static float[] read(String place, InputStream in, long expected) throws IOException {
    try {
      return new SavedVector(place, in).read(expected);
    } catch (EOFException e) {
      throw new InputException(place + ": ends too early; copy the file again", e);
    } catch (UTFDataFormatException e) {
      throw new InputException(place + MALFORMED, e);
    }
  }

  private float[] read(long expected) throws IOException {
    long shape = header("LONG");
    if (shape < 0 || shape > LONGEST_SHAPE) {
      throw new InputException(place + MALFORMED);
    }
    in.skipNBytes(shape * Long.BYTES);
    long length = header("FLOAT");
    if (length != expected) {
      throw new InputException(
          "%s: holds %,d numbers, but the model that the file describes has %,d; the file is not whole"
                  .formatted(place, length, expected)
              + " or was put together from two");
    }
    float[] values = new float[Math.toIntExact(length)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
      if (!Float.isFinite(values[i])) {
        throw new InputException(
            "%s: number %,d of %,d is %s, so the model can predict nothing; train it again"
                .formatted(place, i + 1, length, values[i]));
      }
    }
    return values;
  }

  /** Returns the length of the buffer that begins here. */
  private long header(String type) throws IOException {
    in.readUTF(); // where it lay in memory
    long length = in.readLong();
    String found = in.readUTF();
    if (!found.equals(type)) {
      throw new InputException(
          "%s: holds values of type %s where %s belongs; this program saves float32 only"
              .formatted(place, found.substring(0, Math.min(20, found.length())), type));
    }
    return length;
  }
}
