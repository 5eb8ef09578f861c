package io.twinhead.run;

import io.twinhead.config.InputException;
import io.twinhead.run.OutputDirectory.FileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Changes a finished result where it is, file by file: each is written beside the old one and takes
 * its place at once, so that a reader, and whoever comes after a crash, finds the old file or the
 * new one, whole. While open, no other process can write to the directory.
 */
public final class ResultUpdate implements AutoCloseable {
  private final Path directory;
  private final DirectoryLock lock;
  private final Staging staging;

  private ResultUpdate(Path directory, DirectoryLock lock) {
    this.directory = directory;
    this.lock = lock;
    this.staging = new Staging(directory);
  }

  /**
   * Opens a result.
   *
   * @throws InputException if it is in use, or cannot be written
   */
  public static ResultUpdate open(Path directory) {
    try {
      DirectoryLock lock = DirectoryLock.acquire(directory);
      try {
        ResultUpdate update = new ResultUpdate(directory, lock);
        update.staging.discard();
        update.staging.create();
        return update;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  /** Has {@code writer} write a file in place of the one with this name. */
  public void replace(String name, FileWriter writer) {
    Path fresh = staging.resolve(name);
    Path old = directory.resolve(name);
    try {
      writer.write(fresh);
      Files.move(fresh, old, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(old, e);
    }
  }

  @Override
  public void close() {
    try (lock) {
      staging.discard();
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  private static InputException failure(Path place, IOException e) {
    return new InputException(
        "%s: cannot be changed: %s. It is as it was; make room or change permissions"
            .formatted(place, WriteFailure.reason(e)),
        e);
  }
}
