package io.twinhead.run;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The directory of a training, which can be watched while it grows and gone on with after its
 * process has died. Until {@link #begin} it is as it was; then an earlier result is set aside until
 * the new one is complete. What is stored for the end appears with {@link #finish}, each file
 * whole, {@code run.json} last: a directory that has it is finished. Closed before that, a training
 * without a checkpoint leaves everything as if it had never begun.
 *
 * <p>While open, no other process can open the directory.
 */
public final class LiveDirectory implements ResultFiles, AutoCloseable {
  private static final String RECORD = "run.json";

  private final Path directory;
  private final DirectoryLock lock;
  private final boolean created;
  private final Unfinished unfinished;
  private final Staging staging;
  private final List<String> written = new ArrayList<>();
  private List<String> earlier = List.of();
  private boolean goesOn;

  private LiveDirectory(Path directory, DirectoryLock lock, boolean created) {
    this.directory = directory;
    this.lock = lock;
    this.created = created;
    this.unfinished = new Unfinished(directory);
    this.staging = new Staging(directory);
  }

  /** What to do about what a directory holds. */
  public enum Opening {
    /** It has to be empty. */
    NEW,
    /** An earlier result, or an unfinished training, is replaced. */
    OVERWRITE,
    /** An unfinished training is gone on with, and so is one that ended before its time. */
    RESUME
  }

  /**
   * Opens {@code directory}; parents are made as needed.
   *
   * @throws InputException if it holds anything else than asked for, is in use, or cannot be
   *     written
   */
  public static LiveDirectory open(Path directory, Opening opening) {
    boolean created = !Files.exists(directory);
    OutputDirectory.createDirectories(directory);
    return lock(directory, created, opening);
  }

  /** Opens the first of {@code runs/NAME-1}, {@code runs/NAME-2}, .. that does not exist. */
  public static LiveDirectory next(String name) {
    Path parent = Path.of("runs");
    OutputDirectory.createDirectories(parent);
    for (int n = 1; ; n++) {
      Path directory = parent.resolve(name + "-" + n);
      if (OutputDirectory.claim(directory)) {
        return lock(directory, true, Opening.NEW);
      }
    }
  }

  /** Whether {@code directory} holds a training that has begun and has not ended. */
  public static boolean isUnfinished(Path directory) {
    return new Unfinished(directory).exists();
  }

  private static LiveDirectory lock(Path directory, boolean created, Opening opening) {
    try {
      DirectoryLock lock = DirectoryLock.acquire(directory);
      try {
        LiveDirectory live = new LiveDirectory(directory, lock, created);
        live.settle(opening);
        return live;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw WriteFailure.of(directory, e);
    }
  }

  private void settle(Opening opening) throws IOException {
    unfinished.tidy();
    if (opening == Opening.RESUME) {
      goesOn = unfinished.exists() || Files.exists(directory.resolve(RECORD));
    } else {
      unfinished.requireNone(opening == Opening.OVERWRITE);
    }
    if (!goesOn) {
      earlier = DirectoryContent.replaceable(directory, opening == Opening.OVERWRITE);
    }
  }

  /** Where the result will be. */
  public Path path() {
    return directory;
  }

  /** The folder of saved states. */
  public Path checkpoints() {
    return directory.resolve(Unfinished.CHECKPOINTS);
  }

  /** The command that began the training; {@code fallback} if it has not begun. */
  public String command(String fallback) {
    try {
      return unfinished.exists() ? unfinished.command() : fallback;
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  /** Whether there is a saved state to go on from. */
  public boolean hasCheckpoint() {
    try {
      return goesOn && unfinished.hasCheckpoint();
    } catch (IOException e) {
      throw failure(checkpoints(), e);
    }
  }

  /**
   * Begins, or goes on: from now on files may appear.
   *
   * @param command that does so
   */
  public void begin(String command) {
    try {
      if (unfinished.exists()) {
        goesOn = true;
      } else if (goesOn && unfinished.hasCheckpoint()) {
        unfinished.reopen(command);
      } else {
        unfinished.begin(command, goesOn ? DirectoryContent.names(directory) : earlier);
      }
      Files.createDirectories(checkpoints());
      goesOn = true;
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  /** Puts a text file in its place now. */
  public void put(String name, String text) {
    Path place = directory.resolve(name);
    try {
      staging.create();
      Durable.write(staging.resolve(name), text, false);
      Durable.move(staging.resolve(name), place);
    } catch (IOException e) {
      throw failure(place, e);
    }
  }

  /** Adds to a text file that is in its place. */
  public void append(String name, String text) {
    Path place = directory.resolve(name);
    try {
      Durable.write(place, text, true);
    } catch (IOException e) {
      throw failure(place, e);
    }
  }

  @Override
  public void store(String name, FileWriter writer) {
    try {
      staging.create();
      writer.write(staging.resolve(name));
      written.add(name);
    } catch (IOException e) {
      throw failure(directory.resolve(name), e);
    }
  }

  /** Puts what was stored in place; the result is then complete. */
  public void finish() {
    try {
      for (String name : DirectoryContent.NAMES) { // those that mark a result come last
        if (written.contains(name)) {
          Durable.move(staging.resolve(name), directory.resolve(name));
        } else if (!name.equals(Unfinished.CHECKPOINTS)) {
          Files.deleteIfExists(directory.resolve(name));
        }
      }
    } catch (IOException e) {
      throw failure(directory, e);
    }
    try {
      staging.discard();
      lock.close();
    } catch (IOException e) {
      throw new InputException(
          "%s: the result is complete, but hidden files in it cannot be removed: %s"
              .formatted(directory, WriteFailure.reason(e)),
          e);
    }
  }

  /** Leaves a training that can be gone on with, or nothing of it. */
  @Override
  public void close() {
    if (!lock.isHeld()) {
      return;
    }
    try (lock) {
      if (unfinished.exists() && !unfinished.hasCheckpoint()) {
        unfinished.abandon();
      }
    } catch (IOException e) {
      throw failure(directory, e);
    }
    if (created) {
      OutputDirectory.removeIfEmpty(directory);
    }
  }

  /** Says what cannot be written, what is kept and how to go on. */
  public RuntimeException failure(Path place, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      return new CancellationException("interrupted while writing " + place);
    }
    boolean resumable;
    try {
      resumable = unfinished.exists() && unfinished.hasCheckpoint();
    } catch (IOException again) {
      e.addSuppressed(again);
      resumable = false;
    }
    return new InputException(
        "%s: cannot be written: %s. %s"
            .formatted(
                place,
                WriteFailure.reason(e),
                resumable
                    ? "What was saved before is kept in %s: make room or change permissions, and go on with --resume"
                        .formatted(checkpoints())
                    : "Nothing was kept; name another place with --out"),
        e);
  }
}
