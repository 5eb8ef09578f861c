package io.twinhead.dataset;

import io.twinhead.image.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a {@link PixelFile}, which has its name only when it is whole and on the disk. Until then
 * a lock says that somebody writes it, which ends with the process, however that ends.
 */
final class PixelWriter implements PixelSink {
  private static final Logger LOG = LoggerFactory.getLogger(PixelWriter.class);

  /** How names of unfinished files end. */
  static final String UNFINISHED = ".tmp";

  /** Beyond all that is written, since some systems let nobody read what is locked. */
  private static final long LOCKED = Long.MAX_VALUE - 1;

  /** How old a file must be to count as abandoned where files cannot be locked. */
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Those of this process, which would lose its locks by opening and closing them once more. */
  private static final Set<Path> OWN = new HashSet<>();

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final ImageSize size;

  PixelWriter(Path target, ImageSize size) throws IOException {
    this.target = target;
    this.size = size;
    this.temporary = create(Objects.requireNonNull(target.getParent()));
    this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
    lock();
  }

  private static Path create(Path folder) throws IOException {
    synchronized (OWN) {
      Path created = Files.createTempFile(folder, "", UNFINISHED);
      OWN.add(created);
      return created;
    }
  }

  private void lock() throws IOException {
    try {
      channel.lock(LOCKED, 1, false);
    } catch (IOException e) {
      LOG.info("{} cannot be locked: {}", temporary, e.toString());
    }
    if (!Files.exists(temporary)) { // another process was faster
      close();
      throw new NoSuchFileException(temporary.toString());
    }
  }

  /**
   * Removes what nobody writes any more.
   *
   * @param used when it was last written
   * @return whether it was so
   */
  static boolean deleteIfAbandoned(Path unfinished, Instant used) {
    synchronized (OWN) {
      if (OWN.contains(unfinished)) {
        return false;
      }
    }
    try (FileChannel file = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      boolean abandoned = isUnlocked(file, used);
      return abandoned && Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      LOG.info("{} may be in use: {}", unfinished, e.toString());
      return false;
    }
  }

  /** Locks it, if so, until it is closed. */
  private static boolean isUnlocked(FileChannel file, Instant used) {
    try {
      return file.tryLock(LOCKED, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      return false; // of this process, if loaded twice
    } catch (IOException e) {
      return used.isBefore(Instant.now().minus(LONGEST));
    }
  }

  @Override
  public void put(int file, Picture picture) throws IOException {
    write(ByteBuffer.wrap(picture.pixels()), file * size.bytes());
  }

  private void write(ByteBuffer bytes, long position) throws IOException {
    for (long at = position; bytes.hasRemaining(); ) {
      at += channel.write(bytes, at);
    }
  }

  @Override
  public Pictures finish(PixelIndex index, boolean lasting) throws IOException {
    write(PixelFile.ending(index), index.end());
    channel.force(true);
    PixelFile whole = PixelFile.open(temporary, target, index.key());
    if (lasting) {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }
    return whole;
  }

  /** Where a system lets it, a file that nobody finds any more can be read on. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      LOG.info("{} is left over: {}", temporary, e.toString());
    }
    synchronized (OWN) {
      OWN.remove(temporary);
    }
  }
}
