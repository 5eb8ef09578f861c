package io.twinhead.launcher;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the worker will most likely compute on, as far as the command line tells. */
enum Workload {
  /** Small dense networks, where a second thread costs more than it brings. */
  TABLES,

  /** Convolutions, which want every core. */
  IMAGES;

  private static final String DESCRIPTION = "dataset.yaml";
  private static final List<String> IMAGE_ENDINGS = List.of(".png", ".jpg", ".jpeg");

  /** A directory for each class, perhaps with {@code train} and {@code test} above them. */
  private static final int DEEPEST = 2;

  /**
   * Tables unless an argument is a data set of images: one whose {@code dataset.yaml} names another
   * format than csv, or a directory without one that has images in its sub-directories. Where the
   * data are named in a settings file, they count as a table.
   */
  static Workload of(List<String> arguments, Path home) {
    for (String argument : arguments) {
      if (!argument.isEmpty()
          && (isImages(new File(argument))
              || isImages(new File(home.toFile(), "datasets/".concat(argument))))) {
        return IMAGES;
      }
    }
    return TABLES;
  }

  private static boolean isImages(File data) {
    File description = data.getName().equals(DESCRIPTION) ? data : new File(data, DESCRIPTION);
    if (!description.isFile()) {
      return hasImages(data, 0);
    }
    String format = TextFiles.value(description.toPath(), "format:");
    String bare = format.replace("\"", "").replace("'", "");
    return !bare.isEmpty() && !bare.startsWith("csv");
  }

  private static boolean hasImages(File directory, int depth) {
    File[] inside = directory.listFiles();
    if (inside == null) {
      return false;
    }
    for (File file : inside) {
      if (depth > 0 && isImage(file.getName())
          || depth < DEEPEST && file.isDirectory() && hasImages(file, depth + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isImage(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String ending : IMAGE_ENDINGS) {
      if (lower.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }
}
