package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.config.Scaling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the columns of a table become the inputs of a network: numeric columns first, then one block
 * for each categorical column, both in file order. Fitted to training rows; other rows change
 * nothing.
 *
 * @param scaling of the numeric columns
 * @param numeric one input each
 * @param categorical one input for each category
 */
public record TablePreprocessing(
    Scaling scaling, List<NumericEncoding> numeric, List<CategoricalEncoding> categorical)
    implements Preprocessing {
  /** Times the size of a copy: it must leave room for the columns and for all else. */
  private static final long HEAP_FOR_COPIES = 4;

  public TablePreprocessing {
    Objects.requireNonNull(scaling, "scaling is missing");
    numeric = List.copyOf(Objects.requireNonNull(numeric, "numeric is missing"));
    categorical = List.copyOf(Objects.requireNonNull(categorical, "categorical is missing"));
    requireDistinct(numeric, categorical);
  }

  private static void requireDistinct(
      List<NumericEncoding> numeric, List<CategoricalEncoding> categorical) {
    Set<String> seen = new HashSet<>();
    Stream.concat(
            numeric.stream().map(NumericEncoding::column),
            categorical.stream().map(CategoricalEncoding::column))
        .filter(column -> !seen.add(column))
        .findFirst()
        .ifPresent(
            column -> {
              throw new IllegalArgumentException("column '" + column + "' is there twice");
            });
  }

  /** Learns medians, scales and categories from the given rows. */
  public static TablePreprocessing fit(Dataset data, int[] trainRows, Scaling scaling) {
    if (trainRows.length == 0) {
      throw new IllegalArgumentException("no training rows to fit to");
    }
    List<NumericEncoding> numeric = new ArrayList<>();
    List<CategoricalEncoding> categorical = new ArrayList<>();
    for (Column column : columnsOf(data)) {
      if (column instanceof NumericColumn numbers) {
        double[] training = new double[trainRows.length];
        for (int i = 0; i < training.length; i++) {
          training[i] = numbers.values()[trainRows[i]];
        }
        numeric.add(NumericEncoding.fit(column.name(), training, scaling));
      } else if (column instanceof CategoricalColumn words) {
        categorical.add(CategoricalEncoding.fit(words, trainRows));
      }
    }
    return new TablePreprocessing(scaling, numeric, categorical);
  }

  /**
   * The given rows as a network sees them.
   *
   * @throws InputException if a column is missing or of another kind, if a value cannot be
   *     represented, or if several labels may hold at once
   */
  @Override
  public Examples apply(Dataset data, int[] rows) {
    return data.examples(features(data.name(), columnsOf(data), rows), rows);
  }

  /** A copy, which is faster, if there is memory for it. */
  private Features features(String source, List<Column> given, int[] rows) {
    Map<String, Column> columns =
        given.stream().collect(Collectors.toMap(Column::name, Function.identity()));
    List<double[]> numbers = new ArrayList<>();
    for (NumericEncoding encoding : numeric) {
      numbers.add(
          find(columns, encoding.column(), NumericColumn.class, source, "numeric").values());
    }
    List<int[]> codes = new ArrayList<>();
    List<int[]> places = new ArrayList<>();
    for (CategoricalEncoding encoding : categorical) {
      CategoricalColumn column =
          find(columns, encoding.column(), CategoricalColumn.class, source, "categorical");
      codes.add(column.codes());
      places.add(encoding.places(column));
    }
    ColumnFeatures features =
        new ColumnFeatures(this, width(), rows.clone(), numbers, codes, places);
    long bytes = (long) Float.BYTES * rows.length * (numbers.size() + codes.size());
    if (HEAP_FOR_COPIES * bytes <= Runtime.getRuntime().maxMemory()) {
      return features.copy();
    }
    features.check();
    return features;
  }

  private static List<Column> columnsOf(Dataset data) {
    if (data.inputs() instanceof ColumnInputs inputs) {
      return inputs.columns();
    }
    throw new InputException(
        data.name() + ": holds images, and the model was trained on a table; give it a table");
  }

  private static <C extends Column> C find(
      Map<String, Column> columns, String name, Class<C> type, String source, String kind) {
    Column column = columns.get(name);
    if (column == null) {
      throw new InputException(
          "%s: has no feature column '%s', which the model was trained on; add it (%d features there)"
              .formatted(source, name, columns.size()));
    }
    if (!type.isInstance(column)) {
      throw new InputException(
          "%1$s: column '%2$s' was %3$s in training, but looks different here; say --%3$s '%2$s'"
              .formatted(source, name, kind));
    }
    return type.cast(column);
  }

  /** The columns that it takes: the numeric ones, then the categorical ones. */
  Stream<String> columns() {
    return Stream.concat(
        numeric.stream().map(NumericEncoding::column),
        categorical.stream().map(CategoricalEncoding::column));
  }

  /** The number of inputs. */
  public int width() {
    return numeric.size() + categorical.stream().mapToInt(CategoricalEncoding::width).sum();
  }

  /** A name for each input: the column, or {@code column=category}. */
  public List<String> featureNames() {
    List<String> names = new ArrayList<>();
    numeric.forEach(encoding -> names.add(encoding.column()));
    categorical.forEach(encoding -> names.addAll(encoding.featureNames()));
    return List.copyOf(names);
  }

  @Override
  public int[] shape() {
    return new int[] {width()};
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (NumericEncoding encoding : numeric) {
      if (encoding.median() == null) {
        notes.add(
            "Column '%s' has no value in the training rows; missing values become 0."
                .formatted(encoding.column()));
      } else if (encoding.scale() == 0) {
        notes.add(
            "Column '%s' is the same in all training rows; it becomes 0 in every row."
                .formatted(encoding.column()));
      }
    }
    return notes;
  }
}
