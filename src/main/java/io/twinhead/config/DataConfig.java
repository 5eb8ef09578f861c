package io.twinhead.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user says about the data; every part is optional and overrides the data set's own
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
 * @param imageSize height and width that images are brought to, in pixels
 * @param onError what to do about rows or images that cannot be used
 * @param task what the labels are, where they leave a choice
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
    @Nullable Scaling scaling,
    @Nullable Integer imageSize,
    @Nullable OnError onError,
    @Nullable Task task) {
  private static final int LARGEST_IMAGE = 2048;

  /** Nothing said: the descriptor or the data decide. */
  public static final DataConfig EMPTY = Overlay.empty(DataConfig.class);

  public DataConfig {
    requireNotBoth(label, labels);
    Limits.between("image-size", imageSize, 1, LARGEST_IMAGE);
    labels = labels == null ? null : List.copyOf(labels);
    drop = drop == null ? null : List.copyOf(drop);
    categorical = categorical == null ? null : List.copyOf(categorical);
    numeric = numeric == null ? null : List.copyOf(numeric);
  }

  /** Nothing said but the scaling. */
  public static DataConfig scaled(Scaling scaling) {
    return Overlay.with(EMPTY, "scaling", scaling);
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
            fallback.scaling,
            fallback.imageSize,
            fallback.onError,
            fallback.task));
  }

  /**
   * Returns what still holds for other data of the same kind: not how rows are split, nor which
   * classes there are, for the model knows them.
   *
   * @param otherLabel its label column; null if that is the same
   */
  public DataConfig forOther(@Nullable String otherLabel) {
    return new DataConfig(
        otherLabel == null ? label : otherLabel,
        otherLabel == null ? labels : null,
        null,
        drop,
        weight,
        null,
        null,
        categorical,
        numeric,
        null,
        imageSize,
        onError,
        null);
  }

  /**
   * Returns this with what is known about columns where nothing is said about them.
   *
   * @param labels one label column, or several
   */
  public DataConfig withColumns(
      List<String> labels,
      @Nullable String weightColumn,
      List<String> categories,
      List<String> numbers) {
    DataConfig known =
        new DataConfig(
            labels.size() == 1 ? labels.get(0) : null,
            labels.size() > 1 ? labels : null,
            null,
            null,
            weightColumn,
            null,
            null,
            categories.isEmpty() ? null : categories,
            numbers.isEmpty() ? null : numbers,
            null,
            null,
            null,
            null);
    return orElse(known);
  }

  private static @Nullable List<String> without(
      @Nullable List<String> columns, @Nullable List<String> removed) {
    return columns == null || removed == null
        ? columns
        : columns.stream().filter(column -> !removed.contains(column)).toList();
  }

  /** The settings said that are about columns of a table. */
  public List<String> tableSettings() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("label", label);
    settings.put("labels", labels);
    settings.put("drop", drop);
    settings.put("weight", weight);
    settings.put("group", group);
    settings.put("time", time);
    settings.put("categorical", categorical);
    settings.put("numeric", numeric);
    settings.put("scaling", scaling);
    return said(settings);
  }

  /** The settings said that are about images. */
  public List<String> imageSettings() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("image-size", imageSize);
    return said(settings);
  }

  private static List<String> said(Map<String, @Nullable Object> settings) {
    return settings.entrySet().stream()
        .filter(setting -> setting.getValue() != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Refuses settings that do not fit the data.
   *
   * @param settings said
   * @param source the data
   * @param kind what they are, such as "is a table"
   * @throws InputException if there are any
   */
  public static void requireNone(List<String> settings, String source, String kind) {
    if (!settings.isEmpty()) {
      throw new InputException(
          "%s: %s, so '%s' has no meaning for it; leave the setting out"
              .formatted(source, kind, settings.get(0)));
    }
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
