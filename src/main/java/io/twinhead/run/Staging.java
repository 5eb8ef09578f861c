package io.twinhead.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A hidden folder in which a result grows, and its exchange with an earlier result.
 *
 * <p>Only renames, so that a killed process leaves one of these states, told apart by which folders
 * exist, and {@link #discard} leads each back to one whole result:
 *
 * <ul>
 *   <li>{@code new}: the earlier result is in place;
 *   <li>{@code new} and {@code aside}: it is partly in {@code aside}, nothing new is in place;
 *   <li>{@code new} and {@code earlier}: it is all in {@code earlier}, the new one partly in place;
 *   <li>{@code earlier}: the new result is in place.
 * </ul>
 */
final class Staging {
  static final String NAME = ".twinhead-unfinished";

  private final Path directory;
  private final Path folder;
  private final Path fresh;
  private final Path aside;
  private final Path earlier;

  Staging(Path directory) {
    this.directory = directory;
    this.folder = directory.resolve(NAME);
    this.fresh = folder.resolve("new");
    this.aside = folder.resolve("aside");
    this.earlier = folder.resolve("earlier");
  }

  void create() throws IOException {
    Files.createDirectories(fresh);
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
   * Puts the new result in place of the entries {@code replaced}, or changes nothing. {@link
   * #discard} then removes those; what else is there is never overwritten.
   */
  void publish(List<String> replaced) throws IOException {
    try {
      Files.createDirectory(aside);
      List<String> markersFirst = new ArrayList<>(DirectoryContent.NAMES);
      Collections.reverse(markersFirst);
      markersFirst.retainAll(replaced);
      for (String name : markersFirst) {
        Files.move(directory.resolve(name), aside.resolve(name));
      }
      Files.move(aside, earlier);
      moveContent(fresh, directory);
      Files.delete(fresh);
    } catch (IOException e) {
      try {
        rollBack();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /** Restores an earlier result that was set aside unless the new one is complete; tidies up. */
  void discard() throws IOException {
    rollBack();
    deleteTree(folder);
  }

  private void rollBack() throws IOException {
    if (exists(fresh) && exists(earlier)) {
      moveContent(directory, fresh);
      Files.move(earlier, aside);
    }
    if (exists(aside)) {
      moveContent(aside, directory);
      Files.delete(aside);
    }
  }

  /** On the way back, an entry that is also in {@code fresh} did not come from there. */
  private void moveContent(Path from, Path to) throws IOException {
    for (String name : DirectoryContent.NAMES) {
      boolean foreign = to.equals(fresh) && exists(to.resolve(name));
      if (exists(from.resolve(name)) && !foreign) {
        Files.move(from.resolve(name), to.resolve(name));
      }
    }
  }

  static void deleteTree(Path root) throws IOException {
    if (!exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
