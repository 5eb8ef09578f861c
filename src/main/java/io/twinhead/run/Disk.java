package io.twinhead.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The single operations by which a directory changes: a killed process has done each or not. */
class Disk {
  /** Makes a directory, if it is not there. */
  void createDirectory(Path directory) throws IOException {
    Files.createDirectories(directory);
  }

  /** Writes a text file that reaches the disk. */
  void write(Path file, String text) throws IOException {
    Durable.write(file, text);
  }

  /** Renames a file or directory to a name that nothing else has. */
  void move(Path from, Path to) throws IOException {
    Files.move(from, to);
  }

  /** Puts a file in a place where another may be. */
  void replace(Path file, Path place) throws IOException {
    Durable.move(file, place);
  }

  /** Deletes a file or an empty directory. */
  void delete(Path path) throws IOException {
    Files.delete(path);
  }

  /** Has files, or the names in directories, reach the disk. */
  void sync(Path... paths) throws IOException {
    for (Path path : paths) {
      Durable.sync(path);
    }
  }

  /** Deletes a directory with all that is in it, or a file, if it is there. */
  final void deleteTree(Path root) throws IOException {
    if (!exists(root)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(root)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      delete(file);
    }
  }

  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
