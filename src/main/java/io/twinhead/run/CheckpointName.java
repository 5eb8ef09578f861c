package io.twinhead.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How the files of a training's saved states are called: {@code step-00001234.safetensors} for that
 * after so many steps.
 */
public final class CheckpointName {
  private static final String PREFIX = "step-";
  private static final String SUFFIX = ".safetensors";
  private static final String PATTERN = "step-\\d{8,18}\\.safetensors";

  private CheckpointName() {}

  /** The name after so many steps. */
  public static String of(long steps) {
    return String.format(Locale.ROOT, "%s%08d%s", PREFIX, steps, SUFFIX);
  }

  /** The steps that a file's name tells. */
  public static long steps(Path file) {
    return Long.parseLong(withoutSuffix(file).substring(PREFIX.length()));
  }

  /** A file's name for people. */
  public static String withoutSuffix(Path file) {
    return file.getFileName().toString().replace(SUFFIX, "");
  }

  /** The files of that name, newest first; none if there is no such folder. */
  public static List<Path> newestFirst(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(PATTERN))
          .sorted(Comparator.comparingLong(CheckpointName::steps).reversed())
          .toList();
    }
  }
}
