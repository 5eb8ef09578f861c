package io.twinhead.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import io.twinhead.config.Yaml;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code dataset.yaml}: what a directory of data holds and how to read it.
 *
 * @param name of the data set; the directory's name unless given
 * @param description one sentence
 * @param format {@code csv}, the default
 * @param files one file, or a map with the keys train, validation and test; relative to the
 *     directory, and inside it
 * @param delimiter one character between cells, a comma unless given
 * @param label the label column
 * @param labels several 0/1 or true/false columns instead
 * @param classes the label's values in class order, or a map from values to class names
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
    @Nullable String format,
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
  private static final String CSV = "csv";

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Format(@Nullable String format) {}

  public Descriptor {
    DataConfig.requireNotBoth(label, labels);
    if (delimiter != null && delimiter.length() != 1) {
      throw new IllegalArgumentException(
          "delimiter '" + delimiter + "' must be one character, such as \";\" or \"\\t\"");
    }
    format = format == null ? CSV : format;
    labels = labels == null ? null : List.copyOf(labels);
    drop = drop == null ? null : List.copyOf(drop);
    categorical = categorical == null ? null : List.copyOf(categorical);
    numeric = numeric == null ? null : List.copyOf(numeric);
  }

  /** Describes a table of which nothing is known but its name. */
  static Descriptor ofTable(String name, String file) {
    DataFiles files = DataFiles.single(file);
    return new Descriptor(
        name, null, CSV, files, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null);
  }

  /**
   * Reads the descriptor in {@code directory}.
   *
   * @throws InputException if it is missing, not valid, or describes something other than a table
   */
  static Descriptor read(Path directory) {
    Path file = directory.resolve(FILE_NAME);
    String format = Yaml.read(file, Format.class).format();
    if (format != null && !format.equals(CSV)) {
      throw new InputException(
          "%s: format '%s': this version reads tables; use format: csv with a .csv or .csv.gz file"
              .formatted(file, format));
    }
    Descriptor read = Yaml.read(file, Descriptor.class);
    if (read.files == null) {
      throw new InputException(file + ": names no data; add files: NAME.csv");
    }
    return read.name == null
        ? read.named(String.valueOf(directory.toAbsolutePath().normalize().getFileName()))
        : read;
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
