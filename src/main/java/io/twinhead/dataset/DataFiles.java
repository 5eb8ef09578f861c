package io.twinhead.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of a data set in reading order: one file, or one for each part of a given split.
 *
 * <p>In YAML: {@code files: iris.csv}, or {@code files: {train: a.csv, test: b.csv}}.
 */
record DataFiles(List<DataFile> list) {
  /**
   * One file.
   *
   * @param part the part of the split that it holds, null if the data set gives no split
   */
  record DataFile(String path, @Nullable Part part) {}

  DataFiles {
    list = List.copyOf(list);
  }

  static DataFiles single(String path) {
    return new DataFiles(List.of(new DataFile(path, null)));
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static DataFiles of(Object yaml) {
    if (yaml instanceof String path) {
      return single(path);
    }
    if (yaml instanceof Map<?, ?> parts) {
      List<DataFile> files = new ArrayList<>();
      parts.forEach((part, path) -> files.add(new DataFile(String.valueOf(path), part(part))));
      if (files.stream().noneMatch(f -> f.part == Part.TRAIN)
          || files.stream().noneMatch(f -> f.part == Part.TEST)) {
        throw new IllegalArgumentException(
            "files gives a split without both train and test; name both, or one file");
      }
      files.sort(Comparator.comparing(DataFile::part));
      return new DataFiles(files);
    }
    throw new IllegalArgumentException(
        "files must be one file name, or a map with the keys train, validation and test");
  }

  private static Part part(Object key) {
    Part part = Part.of(String.valueOf(key));
    if (part == null) {
      throw new IllegalArgumentException(
          "files has the key '" + key + "'; known: train, validation, test");
    }
    return part;
  }
}
