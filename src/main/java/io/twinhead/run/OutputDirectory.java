package io.twinhead.run;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The directory that a command writes, filled all at once or not at all.
 *
 * <p>Everything is written to a hidden folder inside it and moved up by {@link #commit}; closed
 * without that, nothing stays. The folder lies inside so that a mounted volume, whose parent may be
 * another file system or read-only, works too. While open, no other process can open the directory.
 */
public final class OutputDirectory implements ResultFiles, AutoCloseable {
  private final Path directory;
  private final DirectoryLock lock;
  private final HiddenFolder hidden;
  private final boolean created;
  private final boolean replace;

  private OutputDirectory(
      Path directory, DirectoryLock lock, boolean created, boolean replace, Disk disk) {
    this.directory = directory;
    this.lock = lock;
    this.hidden = new HiddenFolder(directory, disk);
    this.created = created;
    this.replace = replace;
  }

  /**
   * Opens {@code directory} for writing; parents are made as needed. An earlier result that a
   * killed process was about to replace is restored.
   *
   * @param overwrite whether an earlier result in it may be replaced (when the new one is complete)
   * @throws InputException if it holds anything else, is in use, or cannot be written
   */
  public static OutputDirectory open(Path directory, boolean overwrite) {
    return open(directory, overwrite, new Disk());
  }

  static OutputDirectory open(Path directory, boolean overwrite, Disk disk) {
    boolean created = !Files.exists(directory);
    createDirectories(directory);
    return lock(directory, created, overwrite, disk);
  }

  /** Opens the first of {@code runs/NAME-1}, {@code runs/NAME-2}, .. that does not exist. */
  public static OutputDirectory next(String name) {
    return next(Path.of("runs"), name);
  }

  static OutputDirectory next(Path parent, String name) {
    return lock(claimNext(parent, name), true, false, new Disk());
  }

  /** Where the result will be. */
  public Path path() {
    return directory;
  }

  /** Has {@code writer} write a file below the directory; it appears there on {@link #commit}. */
  @Override
  public void store(String name, FileWriter writer) {
    requireOpen();
    Path file = hidden.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      writer.write(file);
    } catch (IOException e) {
      throw WriteFailure.of(directory.resolve(name), e);
    }
  }

  /**
   * Moves everything into place, replacing an earlier result if that was allowed.
   *
   * @throws InputException if something else has appeared there, or on failure; an earlier result
   *     is then as it was
   */
  public void commit() {
    requireOpen();
    try {
      hidden.publish(hidden.replaceable(replace));
    } catch (IOException e) {
      throw WriteFailure.of(directory, e);
    }
    try {
      hidden.tidy();
      lock.close();
    } catch (IOException e) {
      throw new InputException(
          "%s: the result is complete, but hidden files beside it cannot be removed: %s"
              .formatted(directory, WriteFailure.reason(e)),
          e);
    }
  }

  /** Removes what was written, unless it was committed. */
  @Override
  public void close() {
    if (!lock.isHeld()) {
      return;
    }
    try (lock) {
      hidden.tidy();
    } catch (IOException e) {
      throw WriteFailure.of(directory, e);
    }
    if (created) {
      removeIfEmpty(directory);
    }
  }

  private static OutputDirectory lock(Path directory, boolean created, boolean replace, Disk disk) {
    return locked(
        directory,
        created,
        lock -> {
          OutputDirectory output = new OutputDirectory(directory, lock, created, replace, disk);
          output.hidden.tidy();
          output.hidden.replaceable(replace);
          output.hidden.create();
          return output;
        });
  }

  /** What is opened in a directory that is locked for it. */
  @FunctionalInterface
  interface Opener<T> {
    T open(DirectoryLock lock) throws IOException;
  }

  /**
   * Locks a directory and opens it. If that fails, there is no lock, and no directory that was made
   * for it.
   */
  static <T> T locked(Path directory, boolean created, Opener<T> opener) {
    boolean opened = false;
    try {
      DirectoryLock lock = DirectoryLock.acquire(directory);
      try {
        T result = opener.open(lock);
        opened = true;
        return result;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw WriteFailure.of(directory, e);
    } finally {
      if (created && !opened) {
        removeIfEmpty(directory);
      }
    }
  }

  static void createDirectories(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw new InputException(
          "--out " + directory + ": is a file, not a directory: name another place", e);
    } catch (IOException e) {
      throw WriteFailure.of(directory, e);
    }
  }

  /** Makes the first of {@code NAME-1}, {@code NAME-2}, .. that does not exist. */
  static Path claimNext(Path parent, String name) {
    createDirectories(parent);
    for (int n = 1; ; n++) {
      Path directory = parent.resolve(name + "-" + n);
      if (claim(directory)) {
        return directory;
      }
    }
  }

  private static boolean claim(Path directory) {
    try {
      Files.createDirectory(directory);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw WriteFailure.of(directory, e);
    }
  }

  private void requireOpen() {
    if (!lock.isHeld()) {
      throw new IllegalStateException(directory + " is closed");
    }
  }

  /** Unless another run has begun in it. */
  static void removeIfEmpty(Path directory) {
    try {
      if (DirectoryContent.names(directory).isEmpty()) {
        Files.deleteIfExists(directory);
      }
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      // Since the lock was released, another run has begun here, or ended and removed it.
    } catch (IOException e) {
      throw WriteFailure.of(directory, e);
    }
  }
}
