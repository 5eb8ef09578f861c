package io.twinhead.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user says about a table; every part is optional and overrides the data set's own
 * descriptor.
 *
 * @param label the label column
 * @param labels several 0/1 or true/false columns: labels that may overlap, or one-hot classes
 * @param positive the class that probabilities and metrics are about
 * @param drop columns that are neither features nor labels
 * @param weight column of sample weights, finite and not negative
 * @param group column whose equal values stay together in one part of a split
 * @param time column that orders the rows; later rows are never used to predict earlier ones
 * @param categorical columns to read as categories whatever they look like
 * @param numeric columns to read as numbers, other tokens being missing values
 * @param scaling of numeric columns
 */
public record DataConfig(
    @Nullable String label,
    @Nullable List<String> labels,
    @Nullable String positive,
    @Nullable List<String> drop,
    @Nullable String weight,
    @Nullable String group,
    @Nullable String time,
    @Nullable List<String> categorical,
    @Nullable List<String> numeric,
    @Nullable Scaling scaling) {

  /** Nothing said: the descriptor or the data decide. */
  public static final DataConfig EMPTY =
      new DataConfig(null, null, null, null, null, null, null, null, null, null);

  public DataConfig {
    requireNotBoth(label, labels);
    labels = labels == null ? null : List.copyOf(labels);
    drop = drop == null ? null : List.copyOf(drop);
    categorical = categorical == null ? null : List.copyOf(categorical);
    numeric = numeric == null ? null : List.copyOf(numeric);
  }

  /**
   * Returns this with its gaps filled from {@code fallback}. What this says about the label, or
   * about the kind of a column, rules out what the fallback says about it.
   */
  DataConfig orElse(DataConfig fallback) {
    boolean labelled = label != null || labels != null;
    return Overlay.of(
        this,
        new DataConfig(
            labelled ? null : fallback.label,
            labelled ? null : fallback.labels,
            fallback.positive,
            fallback.drop,
            fallback.weight,
            fallback.group,
            fallback.time,
            without(fallback.categorical, numeric),
            without(fallback.numeric, categorical),
            fallback.scaling));
  }

  private static @Nullable List<String> without(
      @Nullable List<String> columns, @Nullable List<String> removed) {
    return columns == null || removed == null
        ? columns
        : columns.stream().filter(column -> !removed.contains(column)).toList();
  }

  /**
   * Checks what one source says about the label.
   *
   * @throws IllegalArgumentException if it names one column and several
   */
  public static void requireNotBoth(@Nullable String label, @Nullable List<String> labels) {
    if (label != null && labels != null) {
      throw new IllegalArgumentException(
          "both label and labels are given: name one label column, or several 0/1 columns");
    }
  }
}
