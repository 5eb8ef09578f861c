package io.twinhead.run;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** Whatever a process that was killed while it saved a state has not left. */
  private static final String MORE_THAN_TEMPORARY = "(?!step-\\d+\\.tmp$).*";

  private final Path directory;
  private final DirectoryLock lock;
  private final boolean created;
  private final Disk disk;
  private final HiddenFolder hidden;
  private List<String> replaced = List.of();
  private boolean goesOn;
  private boolean canBeAbandoned;

  private LiveDirectory(Path directory, DirectoryLock lock, boolean created, Disk disk) {
    this.directory = directory;
    this.lock = lock;
    this.created = created;
    this.disk = disk;
    this.hidden = new HiddenFolder(directory, disk);
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
    return open(directory, opening, new Disk());
  }

  static LiveDirectory open(Path directory, Opening opening, Disk disk) {
    boolean created = !Files.exists(directory);
    OutputDirectory.createDirectories(directory);
    return lock(directory, created, opening, disk);
  }

  /** Opens the first of {@code runs/NAME-1}, {@code runs/NAME-2}, .. that does not exist. */
  public static LiveDirectory next(String name) {
    Path directory = OutputDirectory.claimNext(Path.of("runs"), name);
    return lock(directory, true, Opening.NEW, new Disk());
  }

  /** Whether {@code directory} holds a training that has begun and has not ended. */
  public static boolean isUnfinished(Path directory) {
    return new HiddenFolder(directory, new Disk()).isUnfinished();
  }

  /**
   * Why {@code directory} has no result in place although something is hidden in it, and what to
   * do; null if nothing is.
   */
  public static @Nullable String obstacle(Path directory) {
    return new HiddenFolder(directory, new Disk()).obstacle();
  }

  /**
   * Puts a result in its place again, or the rest of it, if a process was killed while it moved it.
   *
   * @throws InputException if the directory is in use, or cannot be written
   */
  public static void recover(Path directory) {
    if (obstacle(directory) != null && !isUnfinished(directory)) {
      open(directory, Opening.RESUME).close();
    }
  }

  private static LiveDirectory lock(Path directory, boolean created, Opening opening, Disk disk) {
    return OutputDirectory.locked(
        directory,
        created,
        lock -> {
          LiveDirectory live = new LiveDirectory(directory, lock, created, disk);
          live.settle(opening);
          return live;
        });
  }

  private void settle(Opening opening) throws IOException {
    hidden.tidy();
    boolean ended = Files.exists(directory.resolve(RECORD));
    goesOn = opening == Opening.RESUME && (ended || hidden.isUnfinished());
    if (!goesOn) {
      replaced = hidden.replaceable(opening == Opening.OVERWRITE);
    } else if (ended) {
      replaced = new ArrayList<>(DirectoryContent.names(directory));
      if (hasCheckpoint()) {
        replaced.removeAll(DirectoryContent.LIVE);
      }
    }
  }

  /** Where the result will be. */
  public Path path() {
    return directory;
  }

  /** The folder of saved states. */
  public Path checkpoints() {
    return directory.resolve(DirectoryContent.CHECKPOINTS);
  }

  /** The command that began the training; {@code fallback} if it has not begun. */
  public String command(String fallback) {
    return goesOn && hidden.isUnfinished() ? hidden.command() : fallback;
  }

  /** Whether there is a saved state to go on from. */
  public boolean hasCheckpoint() {
    return goesOn && hasState();
  }

  /** Whether a training that has a result is to be gone on with. */
  public boolean goesOnAfterAnEnd() {
    return goesOn && !hidden.isUnfinished();
  }

  private boolean hasState() {
    try {
      return !CheckpointName.newestFirst(checkpoints()).isEmpty();
    } catch (IOException e) {
      throw WriteFailure.of(checkpoints(), e);
    }
  }

  /** Whether there is anything beside what a process killed while saving has left. */
  private boolean hasSaved() {
    if (!Files.isDirectory(checkpoints())) {
      return false;
    }
    try (Stream<Path> files = Files.list(checkpoints())) {
      return files.anyMatch(file -> file.getFileName().toString().matches(MORE_THAN_TEMPORARY));
    } catch (IOException e) {
      throw WriteFailure.of(checkpoints(), e);
    }
  }

  /**
   * Begins, or goes on: from now on files may appear.
   *
   * @param command that the training is from now on known by
   */
  public void begin(String command) {
    try {
      canBeAbandoned = !hasCheckpoint();
      if (!goesOn || !hidden.isUnfinished()) {
        hidden.begin(command, replaced);
      } else if (!hidden.command().equals(command)) {
        hidden.rename(command);
      }
      disk.createDirectory(checkpoints());
      goesOn = true;
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  /** Puts a text file in its place now. */
  public void put(String name, String text) {
    Path place = directory.resolve(name);
    try {
      hidden.create();
      disk.write(hidden.resolve(name), text);
      disk.replace(hidden.resolve(name), place);
    } catch (IOException e) {
      throw failure(place, e);
    }
  }

  /** Adds to a text file that is in its place. */
  public void append(String name, String text) {
    Path place = directory.resolve(name);
    try {
      Durable.append(place, text);
    } catch (IOException e) {
      throw failure(place, e);
    }
  }

  @Override
  public void store(String name, FileWriter writer) {
    try {
      hidden.create();
      writer.write(hidden.resolve(name));
    } catch (IOException e) {
      throw failure(directory.resolve(name), e);
    }
  }

  /** Puts what was stored in place; the result is then complete. */
  public void finish() {
    try {
      hidden.finish();
      lock.close();
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  /** Leaves a training that can be gone on with, or nothing of it. */
  @Override
  public void close() {
    if (!lock.isHeld()) {
      return;
    }
    try (lock) {
      if (canBeAbandoned && goesOn && hidden.isUnfinished() && !hasSaved()) {
        hidden.abandon();
      } else {
        hidden.tidy();
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
    return new InputException(
        "%s: cannot be written: %s. %s".formatted(place, WriteFailure.reason(e), remedy()), e);
  }

  private String remedy() {
    if (hidden.isFinishing()) {
      return "The result is complete: make room, or move away what is in its place, and --resume puts the rest there";
    }
    if (hidden.isUnfinished() && hasState()) {
      return "What was saved before is kept in %s: make room or change permissions, and go on with --resume"
          .formatted(checkpoints());
    }
    return replaced.isEmpty()
        ? "Nothing was kept; name another place with --out"
        : "What was there before is kept, and nothing else: make room, or name another place with --out";
  }
}
