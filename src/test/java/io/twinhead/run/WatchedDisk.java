package io.twinhead.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Has somebody look at the files before each operation, who can make it fail; waits for no disk.
 */
final class WatchedDisk extends Disk {
  private final Watcher watcher;

  WatchedDisk(Watcher watcher) {
    this.watcher = watcher;
  }

  @FunctionalInterface
  interface Watcher {
    void before() throws IOException;
  }

  @Override
  void createDirectory(Path directory) throws IOException {
    watcher.before();
    super.createDirectory(directory);
  }

  @Override
  void write(Path file, String text) throws IOException {
    watcher.before();
    Files.writeString(file, text);
  }

  @Override
  void move(Path from, Path to) throws IOException {
    watcher.before();
    super.move(from, to);
  }

  @Override
  void replace(Path file, Path place) throws IOException {
    watcher.before();
    Files.move(file, place, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  void delete(Path path) throws IOException {
    watcher.before();
    super.delete(path);
  }

  @Override
  void sync(Path... paths) {}
}
