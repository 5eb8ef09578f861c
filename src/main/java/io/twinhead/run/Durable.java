package io.twinhead.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Has files reach the disk, so that a power cut after it leaves the old one or the new one. */
public final class Durable {
  private static final boolean WINDOWS =
      System.getProperty("os.name", "").startsWith("Windows"); // whose directories cannot be opened

  private Durable() {}

  /** Puts a file that is whole in a place of the same file system, where another may be. */
  public static void move(Path file, Path place) throws IOException {
    if (Files.isRegularFile(file)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    Files.move(
        file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (!WINDOWS) {
      try (FileChannel channel =
          FileChannel.open(place.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
