package io.twinhead.run;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Writes that an interrupted thread completes too (a channel of {@code java.nio} closes itself
 * then), and that reach the disk.
 */
public final class Durable {
  private static final boolean WINDOWS =
      System.getProperty("os.name", "").startsWith("Windows"); // whose directories cannot be opened

  private Durable() {}

  /** Writes a text file, which has reached the disk after this. */
  static void write(Path file, String text) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    }
  }

  /** Adds to a text file; a power cut may take that away again. */
  static void append(Path file, String text) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Puts a file that is whole in a place of the same file system, where another may be. A power cut
   * leaves one of them, and after this the new one.
   */
  public static void move(Path file, Path place) throws IOException {
    if (Files.isRegularFile(file)) {
      sync(file);
    }
    Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(Objects.requireNonNull(place.toAbsolutePath().getParent()));
  }

  /** Has a file's content, or the names in a directory, reach the disk. */
  static void sync(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      syncDirectory(path);
      return;
    }
    try (RandomAccessFile open = new RandomAccessFile(path.toFile(), "rw")) {
      open.getFD().sync();
    }
  }

  private static void syncDirectory(Path directory) throws IOException {
    if (WINDOWS) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    boolean done = false;
    while (!done) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
        done = true;
      } catch (ClosedByInterruptException e) {
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
