package io.twinhead.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Small text files of the kernel and the user, read for the few lines that matter. A file that is
 * absent or may not be read has no lines: each fact taken from here has a safe default.
 */
final class TextFiles {
  /** Enough for every file read here but {@code /proc/cpuinfo}, of which only the start counts. */
  private static final int MOST_LINES = 2_000;

  private TextFiles() {}

  static List<String> lines(Path file) {
    List<String> lines = new ArrayList<>();
    // ISO 8859-1 cannot fail on a stray byte, and all that is looked for is ASCII.
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = reader.readLine();
          line != null && lines.size() < MOST_LINES;
          line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      return List.of();
    }
    return lines;
  }

  /**
   * The text after the first colon of the first line that starts with {@code key}, trimmed, or ""
   * if there is none. Reading ends there: {@code /proc/cpuinfo} costs time per core.
   */
  static String value(Path file, String key) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith(key)) {
          return line.substring(line.indexOf(':') + 1).trim();
        }
      }
    } catch (IOException e) {
      return "";
    }
    return "";
  }
}
