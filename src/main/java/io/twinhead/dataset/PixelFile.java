package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.dataset.PixelIndex.Image;
import io.twinhead.image.Picture;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32C;

/**
 * Images in a file: the pixels of one after the other, the index, the index's SHA-256, its length
 * (8 bytes, big endian) and {@link #MAGIC}.
 *
 * <p>Read, not mapped into memory: mapped pages would count as this process's own, a file that
 * somebody cuts short would kill it, and a channel would be closed by an interrupt, after which
 * training must still be able to go on.
 */
final class PixelFile implements Pictures {
  static final long MAGIC = 0x5457494e50495831L; // TWINPIX1
  private static final int HASH = 32;
  static final int TRAILER = HASH + 2 * Long.BYTES;

  private final Path name;
  private final RandomAccessFile file;
  private final PixelIndex index;

  private PixelFile(Path name, RandomAccessFile file, PixelIndex index) {
    this.name = name;
    this.file = file;
    this.index = index;
  }

  /**
   * Opens a file and reads all of it once.
   *
   * @param name that it has, or will have
   * @throws IOException if it is not whole, or was made of something else
   */
  static PixelFile open(Path path, Path name, String key) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
    try {
      PixelIndex index = index(file);
      if (!index.key().equals(key)) {
        throw new IOException("was made of other images");
      }
      PixelFile pixels = new PixelFile(name, file, index);
      byte[] scratch = new byte[Math.toIntExact(index.size().bytes())];
      for (Image image : index.images()) {
        StopRequest.heed("reading images");
        pixels.read(image, scratch);
      }
      return pixels;
    } catch (IOException | CancellationException e) {
      file.close();
      throw e;
    } catch (RuntimeException e) {
      file.close();
      throw new IOException("its index makes no sense", e);
    }
  }

  private static PixelIndex index(RandomAccessFile file) throws IOException {
    long end = file.length() - TRAILER;
    if (end < 0) {
      throw new IOException("is too short");
    }
    byte[] hash = new byte[HASH];
    file.seek(end);
    file.readFully(hash);
    long length = file.readLong();
    if (file.readLong() != MAGIC || length < 0 || length > Math.min(end, Integer.MAX_VALUE - 8)) {
      throw new IOException("does not end as it should");
    }
    byte[] bytes = new byte[(int) length];
    file.seek(end - length);
    file.readFully(bytes);
    if (!Arrays.equals(hash, Checksum.sha256().digest(bytes))) {
      throw new IOException("has a damaged index");
    }
    PixelIndex index = PixelIndex.of(bytes);
    if (index.end() != end - length) {
      throw new IOException("has another length than its index says");
    }
    return index;
  }

  /** What follows the pixels. */
  static ByteBuffer ending(PixelIndex index) {
    byte[] bytes = index.bytes();
    return ByteBuffer.allocate(bytes.length + TRAILER)
        .put(bytes)
        .put(Checksum.sha256().digest(bytes))
        .putLong(bytes.length)
        .putLong(MAGIC)
        .flip();
  }

  static int checksum(byte[] pixels) {
    CRC32C sum = new CRC32C();
    sum.update(pixels);
    return (int) sum.getValue();
  }

  PixelIndex index() {
    return index;
  }

  @Override
  public int count() {
    return index.images().size();
  }

  @Override
  public ImageSize size() {
    return index.size();
  }

  /**
   * {@inheritDoc}
   *
   * @throws InputException if somebody changed the file in the meantime
   */
  @Override
  public Picture get(int row) {
    return get(row, new byte[Math.toIntExact(size().bytes())]);
  }

  @Override
  public Picture get(int row, byte[] scratch) {
    try {
      read(index.images().get(row), scratch);
      return new Picture(size().height(), size().width(), size().channels(), scratch);
    } catch (IOException e) {
      throw new InputException(
          "%s: these cached images were changed or lost while in use: %s; repeat the command, which makes them anew"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  private void read(Image image, byte[] pixels) throws IOException {
    try {
      synchronized (file) {
        file.seek(index.position(image.file()));
        file.readFully(pixels);
      }
    } catch (EOFException e) {
      throw new IOException("ends too early", e);
    }
    if (checksum(pixels) != image.checksum()) {
      throw new IOException("has damaged pixels");
    }
  }
}
