package io.twinhead.run;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hidden folder of a directory in which results are written. It holds what is not to be seen
 * yet or no longer, and what it holds tells how far a killed process has come: the first line that
 * applies.
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>it holds</th><th>in place is</th><th>{@link #tidy} makes of it</th></tr>
 * <tr><td>{@code ready}</td><td>part of a training's result</td><td>all of it</td></tr>
 * <tr><td>{@code new}, {@code earlier}</td><td>part of a new result</td><td>what was there</td></tr>
 * <tr><td>{@code aside}</td><td>part of what was there</td><td>all of it</td></tr>
 * <tr><td>{@code training}</td><td>an unfinished training</td><td>the same</td></tr>
 * <tr><td>{@code before}</td><td>nothing</td><td>what was there</td></tr>
 * <tr><td>anything else</td><td>one whole result, or nothing</td><td>the same</td></tr>
 * </table>
 *
 * <p>What was there is a result or an unfinished training: the latter's {@code training}, which
 * holds its command, and its own {@code before} go with it. {@code aside}, {@code earlier} and
 * {@code before} hold it while it is moved, until a result made elsewhere has replaced it, and
 * until a training that began in its place has ended. {@code new} holds what is being written,
 * {@code ready} a training's result that is complete, {@code beginning} a {@code training} to be.
 */
final class HiddenFolder {
  static final String NAME = ".twinhead-unfinished";

  private final Path directory;
  private final Disk disk;
  private final Path folder;
  private final Path fresh;
  private final Path ready;
  private final Path aside;
  private final Path earlier;
  private final Path before;
  private final Path beginning;
  private final Path training;

  HiddenFolder(Path directory, Disk disk) {
    this.directory = directory;
    this.disk = disk;
    this.folder = directory.resolve(NAME);
    this.fresh = folder.resolve("new");
    this.ready = folder.resolve("ready");
    this.aside = folder.resolve("aside");
    this.earlier = folder.resolve("earlier");
    this.before = folder.resolve("before");
    this.beginning = folder.resolve("beginning");
    this.training = folder.resolve("training");
  }

  private enum State {
    FINISHING,
    REPLACING,
    MOVING,
    UNFINISHED,
    EMPTIED,
    WHOLE
  }

  private State state() {
    if (Disk.exists(ready)) {
      return State.FINISHING;
    }
    if (Disk.exists(fresh) && Disk.exists(earlier)) {
      return State.REPLACING;
    }
    if (Disk.exists(aside)) {
      return State.MOVING;
    }
    if (Disk.exists(training)) {
      return State.UNFINISHED;
    }
    return Disk.exists(before) ? State.EMPTIED : State.WHOLE;
  }

  /** Whether a training has begun and has not ended. */
  boolean isUnfinished() {
    return state() == State.UNFINISHED;
  }

  /** Whether a training's result is complete but not all in place. */
  boolean isFinishing() {
    return state() == State.FINISHING;
  }

  /** The command that began the training. */
  String command() {
    return BoundedText.read(training);
  }

  /** Says that another command has begun the training anew. */
  void rename(String command) throws IOException {
    disk.write(beginning, command);
    disk.replace(beginning, training);
  }

  /** Why there is no result in place, and what to do; null if the directory has nothing to hide. */
  @Nullable String obstacle() {
    String resume = "train --resume --out " + directory;
    return switch (state()) {
      case UNFINISHED ->
          "its training has not ended (%s): go on with %s%s"
              .formatted(
                  progress(),
                  resume,
                  Disk.exists(before) ? "; what was there before is kept in " + before : "");
      case FINISHING ->
          "its training was stopped while the result was put in place: %s puts the rest there"
              .formatted(resume);
      case REPLACING -> stoppedHalfway(earlier, resume);
      case MOVING -> stoppedHalfway(aside, resume);
      case EMPTIED -> stoppedHalfway(before, resume);
      case WHOLE -> null;
    };
  }

  private static String stoppedHalfway(Path place, String resume) {
    return "a command that was about to replace it was stopped: what was there is in %s; %s puts it back"
        .formatted(place, resume);
  }

  private String progress() {
    Path history = directory.resolve("metrics.jsonl");
    int epochs = Files.isRegularFile(history) ? BoundedText.lines(history).size() : 0;
    return epochs == 1 ? "1 epoch done" : epochs + " epochs done";
  }

  /**
   * The names of what a new result replaces.
   *
   * @throws InputException if there is anything, unless {@code overwrite} and it is all a result's
   *     or an unfinished training's
   */
  List<String> replaceable(boolean overwrite) throws IOException {
    if (isUnfinished() && !overwrite) {
      throw new InputException(
          "--out %s: holds an unfinished training (%s): go on with train --resume, or begin anew with"
                  .formatted(directory, progress())
              + " --overwrite");
    }
    return DirectoryContent.replaceable(directory, overwrite, isUnfinished());
  }

  /** Makes the place for new files. */
  void create() throws IOException {
    disk.createDirectory(fresh);
  }

  /** Where to write the file {@code name} of the new result. */
  Path resolve(String name) {
    if (!DirectoryContent.NAMES.contains(Path.of(name).getName(0).toString())) {
      throw new IllegalArgumentException(
          "'" + name + "' is no part of a result: --overwrite could not tell it from others");
    }
    return fresh.resolve(name);
  }

  /**
   * Puts the new result in place of the entries {@code replaced}, or changes nothing. {@link #tidy}
   * then removes those; what else is there is never overwritten.
   */
  void publish(List<String> replaced) throws IOException {
    try {
      setAside(replaced);
      disk.move(aside, earlier);
      disk.sync(folder);
      moveIn(fresh);
      disk.sync(directory);
      disk.delete(fresh);
    } catch (IOException e) {
      try {
        tidy();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /** Begins a training, after the entries {@code replaced} are set aside. */
  void begin(String command, List<String> replaced) throws IOException {
    disk.createDirectory(folder);
    disk.write(beginning, command); // first, since there may be no room for it
    if (!replaced.isEmpty() || isUnfinished()) {
      setAside(replaced);
      disk.move(aside, before);
    }
    disk.sync(directory, folder);
    disk.replace(beginning, training);
  }

  /** Ends the training with what was written. */
  void finish() throws IOException {
    for (String name : List.of(DirectoryContent.CONFIG, DirectoryContent.HISTORY)) {
      if (Disk.exists(directory.resolve(name)) && !Disk.exists(fresh.resolve(name))) {
        disk.delete(directory.resolve(name));
      }
    }
    for (String name : DirectoryContent.NAMES) {
      if (Files.isRegularFile(fresh.resolve(name))) {
        disk.sync(fresh.resolve(name));
      }
    }
    disk.sync(fresh);
    disk.move(fresh, ready);
    disk.sync(folder);
    tidy();
  }

  /** Removes a training without saved states; what was there before it comes back. */
  void abandon() throws IOException {
    for (String name : DirectoryContent.LIVE) {
      disk.deleteTree(directory.resolve(name));
    }
    disk.delete(training);
    tidy();
  }

  /**
   * Leads whatever a process has left to an unfinished training or one whole result, or nothing.
   */
  void tidy() throws IOException {
    switch (state()) {
      case FINISHING -> putInPlace();
      case REPLACING -> {
        takeBack();
        disk.move(earlier, aside);
        restore();
      }
      case MOVING -> restore();
      case EMPTIED -> {
        disk.move(before, aside);
        restore();
      }
      case UNFINISHED, WHOLE -> {}
    }
    if (isUnfinished()) {
      disk.deleteTree(fresh);
      disk.deleteTree(beginning);
    } else {
      disk.deleteTree(folder);
    }
  }

  private void setAside(List<String> names) throws IOException {
    disk.createDirectory(aside);
    for (String name : DirectoryContent.MARKERS_FIRST) {
      if (names.contains(name)) {
        disk.move(directory.resolve(name), aside.resolve(name));
      }
    }
    for (Path own : List.of(training, before)) {
      if (Disk.exists(own)) {
        disk.move(own, aside.resolve(own.getFileName()));
      }
    }
    disk.sync(aside, directory);
  }

  private void restore() throws IOException {
    for (Path own : List.of(before, training)) {
      Path kept = aside.resolve(own.getFileName());
      if (Disk.exists(kept)) {
        disk.move(kept, own);
      }
    }
    moveIn(aside);
    disk.sync(directory, folder);
    disk.delete(aside);
  }

  /** A training's own files are in the way of their last version, and nothing else may be. */
  private void putInPlace() throws IOException {
    for (String name : DirectoryContent.NAMES) {
      Path place = directory.resolve(name);
      if (Disk.exists(ready.resolve(name))) {
        if (Disk.exists(place) && !DirectoryContent.LIVE.contains(name)) {
          throw new FileAlreadyExistsException(place.toString());
        }
        disk.replace(ready.resolve(name), place);
      }
    }
    disk.deleteTree(training);
    disk.deleteTree(before);
    disk.delete(ready);
  }

  private void moveIn(Path from) throws IOException {
    for (String name : DirectoryContent.NAMES) {
      if (Disk.exists(from.resolve(name))) {
        disk.move(from.resolve(name), directory.resolve(name));
      }
    }
  }

  /** An entry that is also in {@code fresh} did not come from there. */
  private void takeBack() throws IOException {
    for (String name : DirectoryContent.MARKERS_FIRST) {
      if (Disk.exists(directory.resolve(name)) && !Disk.exists(fresh.resolve(name))) {
        disk.move(directory.resolve(name), fresh.resolve(name));
      }
    }
  }
}
