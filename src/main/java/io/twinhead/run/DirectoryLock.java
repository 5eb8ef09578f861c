package io.twinhead.run;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One writer per directory, across processes: a lock on a hidden file in it, which the operating
 * system releases when the holder dies. {@link #close} takes the file away.
 */
final class DirectoryLock implements AutoCloseable {
  static final String NAME = ".twinhead-lock";

  /**
   * The lock files held by this process. It must not even open one of them again: POSIX drops all
   * locks that a process has on a file when any descriptor of it is closed.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks {@code directory}, which exists, or says that somebody else has.
   *
   * @throws InputException if it is locked
   * @throws CancellationException if the thread is interrupted
   */
  static DirectoryLock acquire(Path directory) throws IOException {
    if (Thread.currentThread().isInterrupted()) { // a channel would close itself
      throw new CancellationException("interrupted before writing to " + directory);
    }
    Path file = directory.toRealPath().resolve(NAME);
    if (!HELD.add(file)) {
      throw inUse(directory);
    }
    boolean fresh = !Files.exists(file);
    boolean locked = false;
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        locked = lock(channel);
      } finally {
        if (!locked) {
          channel.close();
        }
      }
      if (!locked) {
        throw inUse(directory);
      }
      return new DirectoryLock(file, channel);
    } catch (IOException e) { // nobody can lock it here
      if (fresh) {
        Files.deleteIfExists(file);
      }
      throw e;
    } finally {
      if (!locked) {
        HELD.remove(file);
      }
    }
  }

  boolean isHeld() {
    return channel.isOpen();
  }

  /** A file with content was retired by {@link #close} after it was opened here. */
  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null && channel.size() == 0;
    } catch (OverlappingFileLockException e) { // the same file by another path, such as a mount
      return false;
    }
  }

  /**
   * Deletes the file and releases the lock. Whoever opened the file before it was deleted could now
   * lock it beside a new one of the same name, so it is marked first.
   */
  @Override
  public void close() throws IOException {
    if (!isHeld()) {
      return;
    }
    boolean interrupted = Thread.interrupted(); // a channel refuses to write for such a thread
    try (channel) {
      Files.deleteIfExists(file);
      channel.write(ByteBuffer.wrap(new byte[] {1}));
    } finally {
      HELD.remove(file);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static InputException inUse(Path directory) {
    return new InputException(
        "--out %s: is in use by another run; wait for it or name another place"
            .formatted(directory));
  }
}
