package io.twinhead.dataset;

import io.twinhead.config.DataConfig;
import io.twinhead.config.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tables and what a user says about them, for tests. */
final class Tables {
  private Tables() {}

  /** {@code yaml} is the inside of a flow map, such as {@code label: y, drop: [id]}. */
  static DataConfig config(String yaml) {
    return Yaml.parse("test", "{" + yaml + "}", DataConfig.class);
  }

  static Path write(Path file, String text) {
    try {
      return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens {@code text} as a table in {@code directory}. */
  static Dataset open(Path directory, String text, String config) {
    return Datasets.open(write(directory.resolve("table.csv"), text), config(config));
  }
}
