package io.twinhead.run;

import io.twinhead.config.InputException;
import io.twinhead.run.ResultFiles.FileWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes a finished result where it is. All new files are written beside the old ones first, and
 * reach the disk; then each takes the place of the old one at once, in the order in which they were
 * written. So a reader, and whoever comes after a crash, finds old files or new ones, whole; and if
 * only some are new, those that were written first. While open, no other process can write to the
 * directory.
 *
 * <pre>{@code
 * try (var update = ResultUpdate.open(run)) {
 *   update.write("model.zip", model::save);
 *   update.write("run.json", file -> Files.writeString(file, record));
 *   update.publish();
 * }
 * }</pre>
 */
public final class ResultUpdate implements AutoCloseable {
  private final Path directory;
  private final DirectoryLock lock;
  private final HiddenFolder hidden;
  private final List<String> written = new ArrayList<>();

  private ResultUpdate(Path directory, DirectoryLock lock) {
    this.directory = directory;
    this.lock = lock;
    this.hidden = new HiddenFolder(directory, new Disk());
  }

  /**
   * Opens a result.
   *
   * @throws InputException if it is unfinished, is in use, or cannot be written
   */
  public static ResultUpdate open(Path directory) {
    try {
      DirectoryLock lock = DirectoryLock.acquire(directory);
      try {
        ResultUpdate update = new ResultUpdate(directory, lock);
        update.hidden.tidy();
        String obstacle = update.hidden.obstacle();
        if (obstacle != null) {
          throw new InputException(directory + ": " + obstacle);
        }
        update.hidden.create();
        return update;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  /**
   * Has {@code writer} write a file that {@link #publish} puts in place of the one with this name.
   *
   * @throws InputException if it cannot be written; the result is then as it was
   */
  public void write(String name, FileWriter writer) {
    Path fresh = hidden.resolve(name);
    try {
      writer.write(fresh);
      try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        file.force(true);
      }
      written.add(name);
    } catch (IOException e) {
      throw failure(directory.resolve(name), e);
    }
  }

  /**
   * Puts what was written in place.
   *
   * @throws InputException if that fails, saying which files are new and which are old
   */
  public void publish() {
    for (int i = 0; i < written.size(); i++) {
      Path place = directory.resolve(written.get(i));
      try {
        Files.move(
            hidden.resolve(written.get(i)),
            place,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw i == 0 ? failure(place, e) : halfDone(place, i, e);
      }
    }
  }

  private InputException halfDone(Path place, int done, IOException e) {
    return new InputException(
        "%s: cannot be changed: %s. New already: %s; still old: %s. Make room or change permissions,"
                .formatted(
                    place,
                    WriteFailure.reason(e),
                    String.join(", ", written.subList(0, done)),
                    String.join(", ", written.subList(done, written.size())))
            + " and run the command again",
        e);
  }

  @Override
  public void close() {
    try (lock) {
      hidden.tidy();
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  private static InputException failure(Path place, IOException e) {
    return new InputException(
        "%s: cannot be changed: %s. Everything is as it was; make room or change permissions"
            .formatted(place, WriteFailure.reason(e)),
        e);
  }
}
