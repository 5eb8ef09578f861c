package io.twinhead.dataset;

import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import io.twinhead.config.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code dataset.yaml}: what a directory of data holds and how to read it.
 *
 * @param name of the data set; the directory's name unless given
 * @param description one sentence
 * @param format {@code csv}, the default; {@code images} for a sub-directory of images for each
 *     class; {@code idx}
 * @param files one file, or a map with the keys train, validation and test; relative to the
 *     directory, and inside it; of idx data pairs of images and labels; none for a directory of
 *     images
 * @param delimiter one character between cells, a comma unless given
 * @param label the label column
 * @param labels several 0/1 or true/false columns instead
 * @param classes the label's values in class order, or a map from values to class names; images of
 *     other classes are left out
 * @param positive the class that probabilities and metrics are about
 * @param task what the labels say, if it is not to be found out
 * @param rows number of rows, checked
 * @param drop columns that are neither features nor labels
 * @param weight column of sample weights
 * @param group column whose equal values stay together in one part of a split
 * @param time column that orders the rows
 * @param categorical columns to read as categories whatever they look like
 * @param numeric columns to read as numbers, other tokens being missing values
 * @param splitColumn column with the words train, validation and test
 * @param licence its name
 * @param source where the data come from
 * @param sha256 of the bytes of all files in order, checked
 */
public record Descriptor(
    @Nullable String name,
    @Nullable String description,
    @Nullable Format format,
    @Nullable DataFiles files,
    @Nullable String delimiter,
    @Nullable String label,
    @Nullable List<String> labels,
    @Nullable ClassNames classes,
    @Nullable String positive,
    @Nullable Task task,
    @Nullable Integer rows,
    @Nullable List<String> drop,
    @Nullable String weight,
    @Nullable String group,
    @Nullable String time,
    @Nullable List<String> categorical,
    @Nullable List<String> numeric,
    @Nullable String splitColumn,
    @Nullable String licence,
    @Nullable String source,
    @Nullable String sha256) {
  static final String FILE_NAME = "dataset.yaml";

  /** What the files are. */
  public enum Format {
    CSV,
    IMAGES,
    IDX;

    /** The word in a {@code dataset.yaml}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Descriptor {
    DataConfig.requireNotBoth(label, labels);
    if (delimiter != null && (delimiter.length() != 1 || "\"\r\n".contains(delimiter))) {
      throw new IllegalArgumentException(
          "delimiter '"
              + delimiter
              + "' must be one character other than a quote or a line end, such as \";\" or \"\\t\"");
    }
    format = format == null ? Format.CSV : format;
    labels = labels == null ? null : List.copyOf(labels);
    drop = drop == null ? null : List.copyOf(drop);
    categorical = categorical == null ? null : List.copyOf(categorical);
    numeric = numeric == null ? null : List.copyOf(numeric);
  }

  /** Describes a table of which nothing is known but its name. */
  static Descriptor ofTable(String name, String file) {
    return bare(name, Format.CSV, DataFiles.single(file));
  }

  /** Describes a directory of images of which nothing is known but its name. */
  static Descriptor ofImages(String name) {
    return bare(name, Format.IMAGES, null);
  }

  private static Descriptor bare(String name, Format format, @Nullable DataFiles files) {
    return new Descriptor(
        name, null, format, files, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null);
  }

  /**
   * Reads the descriptor in {@code directory}.
   *
   * @throws InputException if it is missing, not valid, or its keys do not fit its format
   */
  static Descriptor read(Path directory) {
    Path file = directory.resolve(FILE_NAME);
    Descriptor read = Yaml.read(file, Descriptor.class);
    read.checkKeys(file);
    return read.name == null ? read.named(nameOf(directory)) : read;
  }

  /** The name of data that say none: that of their directory. */
  static String nameOf(Path directory) {
    return String.valueOf(directory.toAbsolutePath().normalize().getFileName());
  }

  private void checkKeys(Path file) {
    if (format == Format.IMAGES) {
      if (files != null) {
        throw new InputException(
            file
                + ": format: images needs no files; its images lie in one sub-directory for each"
                + " class beside it");
      }
    } else if (files == null) {
      String example =
          format == Format.IDX ? "files: {images: FILE, labels: FILE}" : "files: NAME.csv";
      throw new InputException(file + ": names no data; add " + example);
    } else {
      files.requireLabels(file, format == Format.IDX);
    }
    if (format != Format.CSV) {
      tableKeys()
          .findFirst()
          .ifPresent(
              key -> {
                throw new InputException(
                    "%s: the key '%s' is for tables, and the format is %s; remove it"
                        .formatted(file, key, format));
              });
    }
  }

  private Stream<String> tableKeys() {
    Map<String, @Nullable Object> keys = new LinkedHashMap<>();
    keys.put("delimiter", delimiter);
    keys.put("label", label);
    keys.put("labels", labels);
    keys.put("drop", drop);
    keys.put("weight", weight);
    keys.put("group", group);
    keys.put("time", time);
    keys.put("categorical", categorical);
    keys.put("numeric", numeric);
    keys.put("split-column", splitColumn);
    return keys.entrySet().stream().filter(key -> key.getValue() != null).map(Map.Entry::getKey);
  }

  /**
   * One of the files.
   *
   * @param source to name when it is wrong
   * @throws InputException if it lies outside the directory, or does not exist
   */
  static Path locate(Path directory, String source, String relative) {
    Path path = directory.resolve(relative);
    Path inside = directory.toAbsolutePath().normalize();
    if (!path.toAbsolutePath().normalize().startsWith(inside)) {
      throw new InputException(
          "%s: files names '%s', which lies outside the data set's directory; move it inside"
              .formatted(source, relative));
    }
    if (!Files.isRegularFile(path)) {
      throw new InputException(
          "%s: files names '%s', but there is no such file in %s; correct the name or add the file"
              .formatted(source, relative, directory));
    }
    return path;
  }

  /**
   * Holds what was found against what is stated.
   *
   * @throws InputException if the data have another SHA-256
   */
  void requireHash(String source, String found) {
    if (sha256 != null && !sha256.equalsIgnoreCase(found)) {
      throw new InputException(
          "%s: the data have the SHA-256 %s, but %s is expected; restore the original files, or, if"
                  .formatted(source, found, sha256)
              + " the change is meant, write the new value there");
    }
  }

  /**
   * Holds what was found against what is stated.
   *
   * @throws InputException if the data have another number of rows
   */
  void requireRows(String source, Unit unit, int found) {
    if (rows != null && rows != found) {
      throw new InputException(
          "%s: says rows: %d, but the data have %d %ss; correct the number, or restore the files"
              .formatted(source, rows, found, unit));
    }
  }

  /** What one example is called. */
  public Unit unit() {
    return format == Format.CSV ? Unit.ROW : Unit.IMAGE;
  }

  private Descriptor named(String newName) {
    return new Descriptor(
        newName,
        description,
        format,
        files,
        delimiter,
        label,
        labels,
        classes,
        positive,
        task,
        rows,
        drop,
        weight,
        group,
        time,
        categorical,
        numeric,
        splitColumn,
        licence,
        source,
        sha256);
  }
}
