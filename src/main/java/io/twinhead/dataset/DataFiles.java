package io.twinhead.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.twinhead.config.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a data set in reading order: one file, or one for each part of a given split.
 *
 * <p>In YAML: {@code files: iris.csv}, or {@code files: {train: a.csv, test: b.csv}}; of data whose
 * labels are in files of their own, {@code {images: a, labels: b}} in place of each name.
 */
record DataFiles(List<DataFile> list) {
  /**
   * One file.
   *
   * @param labels the file of its labels, null if they are in it
   * @param part the part of the split that it holds, null if the data set gives no split
   */
  record DataFile(String path, @Nullable String labels, @Nullable Part part) {}

  DataFiles {
    list = List.copyOf(list);
  }

  static DataFiles single(String path) {
    return new DataFiles(List.of(new DataFile(path, null, null)));
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static DataFiles of(Object yaml) {
    if (!(yaml instanceof Map<?, ?> parts) || parts.containsKey("images")) {
      return new DataFiles(List.of(file(yaml, null)));
    }
    List<DataFile> files = new ArrayList<>();
    parts.forEach((part, file) -> files.add(file(file, part(part))));
    if (files.stream().noneMatch(f -> f.part == Part.TRAIN)
        || files.stream().noneMatch(f -> f.part == Part.TEST)) {
      throw new IllegalArgumentException(
          "files gives a split without both train and test; name both, or one file");
    }
    files.sort(Comparator.comparing(DataFile::part));
    return new DataFiles(files);
  }

  private static DataFile file(Object yaml, @Nullable Part part) {
    if (yaml instanceof String path) {
      return new DataFile(path, null, part);
    }
    if (yaml instanceof Map<?, ?> pair
        && pair.keySet().equals(Set.of("images", "labels"))
        && pair.get("images") instanceof String images
        && pair.get("labels") instanceof String labels) {
      return new DataFile(images, labels, part);
    }
    throw new IllegalArgumentException(
        "files must be one file name (idx: a map with the keys images and labels), or a map of such"
            + " with the keys train, validation and test");
  }

  private static Part part(Object key) {
    Part part = Part.of(String.valueOf(key));
    if (part == null) {
      throw new IllegalArgumentException(
          "files has the key '" + key + "'; known: train, validation, test");
    }
    return part;
  }

  /**
   * Holds the names against the format.
   *
   * @param needed whether each file has its labels in another one
   * @throws InputException if it is not so
   */
  void requireLabels(Path descriptor, boolean needed) {
    for (DataFile file : list) {
      if ((file.labels != null) != needed) {
        throw new InputException(
            needed
                ? "%s: files names '%s' without its labels; write {images: FILE, labels: FILE}"
                    .formatted(descriptor, file.path)
                : "%s: files names '%s' with a file of labels, which is for format: idx; name one"
                        .formatted(descriptor, file.path)
                    + " table");
      }
    }
  }
}
