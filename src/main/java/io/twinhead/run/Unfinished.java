package io.twinhead.run;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A training that has begun in a directory and has not ended, and the result that was there before.
 *
 * <p>A hidden folder tells which state a directory is in, whenever its process was killed:
 *
 * <ul>
 *   <li>{@code training} alone: an unfinished training, whose files are in place;
 *   <li>{@code training} and {@code before}: the same, and the earlier result is in {@code before};
 *   <li>{@code aside}: the earlier result is partly in it, and nothing else is in place;
 *   <li>{@code training}, and a result's marker such as {@code run.json} in place: it is whole.
 * </ul>
 */
final class Unfinished {
  static final String CHECKPOINTS = "checkpoints";

  private final Path directory;
  private final Path folder;
  private final Path training;
  private final Path before;
  private final Path aside;

  Unfinished(Path directory) {
    this.directory = directory;
    this.folder = directory.resolve(Staging.NAME);
    this.training = folder.resolve("training");
    this.before = folder.resolve("before");
    this.aside = folder.resolve("aside");
  }

  /** Whether there is one. */
  boolean exists() {
    return exists(training) && !exists(aside) && !complete();
  }

  private boolean complete() {
    return DirectoryContent.MARKERS.stream().anyMatch(name -> exists(directory.resolve(name)));
  }

  /** Whether it has saved a state to go on from. */
  boolean hasCheckpoint() throws IOException {
    Path checkpoints = directory.resolve(CHECKPOINTS);
    if (!Files.isDirectory(checkpoints)) {
      return false;
    }
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files.anyMatch(file -> file.toString().endsWith(".safetensors"));
    }
  }

  /** The command that began it. */
  String command() throws IOException {
    return BoundedText.read(training);
  }

  /** Leads what a killed process left to an unfinished training or one whole result, or nothing. */
  void tidy() throws IOException {
    if (!exists()) {
      new Staging(directory).discard();
    }
  }

  /**
   * Makes place for one.
   *
   * @throws InputException if there is one already, unless {@code overwrite}, which removes it
   */
  void requireNone(boolean overwrite) throws IOException {
    if (!exists()) {
      return;
    }
    if (!overwrite) {
      throw new InputException(
          "--out %s: holds an unfinished training (%s): go on with train --resume, or begin anew with"
                  .formatted(directory, progress())
              + " --overwrite");
    }
    abandon();
  }

  /** How far it is, in words. */
  String progress() throws IOException {
    Path history = directory.resolve("metrics.jsonl");
    long epochs = Files.isRegularFile(history) ? BoundedText.lines(history).size() : 0;
    return epochs == 1 ? "1 epoch done" : epochs + " epochs done";
  }

  /** Marks that one begins, after it has set an earlier result's entries aside. */
  void begin(String command, List<String> earlier) throws IOException {
    Files.createDirectories(folder);
    if (!earlier.isEmpty()) {
      Files.createDirectory(aside);
      List<String> markersFirst = new ArrayList<>(DirectoryContent.NAMES);
      Collections.reverse(markersFirst);
      markersFirst.retainAll(earlier);
      for (String name : markersFirst) {
        Files.move(directory.resolve(name), aside.resolve(name));
      }
    }
    Durable.write(training, command, false);
    if (!earlier.isEmpty()) {
      Files.move(aside, before);
    }
  }

  /** Makes one of a result that ended before its time. */
  void reopen(String command) throws IOException {
    begin(command, List.of());
    Files.delete(directory.resolve("run.json"));
  }

  /** Removes it, and restores what was there before. */
  void abandon() throws IOException {
    for (String name : DirectoryContent.NAMES) {
      Staging.deleteTree(directory.resolve(name));
    }
    if (exists(before)) {
      Files.move(before, aside);
    }
    new Staging(directory).discard();
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
