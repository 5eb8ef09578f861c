package io.twinhead.run;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of a result go, which appear in their place when all are written. */
public interface ResultFiles {
  /**
   * Has {@code writer} write a file.
   *
   * @param name path below the result's directory
   * @throws InputException if it cannot be written
   */
  void store(String name, FileWriter writer);

  /** Writes a text file. */
  default void write(String name, String text) {
    store(name, file -> Files.writeString(file, text, StandardCharsets.UTF_8));
  }

  /** Writes one file. */
  @FunctionalInterface
  interface FileWriter {
    void write(Path file) throws IOException;
  }
}
