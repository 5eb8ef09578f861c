package io.twinhead.dataset;

import io.twinhead.config.InputException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How rows are weighed and split.
 *
 * @param weights 0 or a normal {@code float} above, not all 0
 * @param groups code of each row's group, or null
 * @param times rank of each row's time, equal for equal times, or null
 * @param parts of the given split, or null
 */
@SuppressWarnings("ArrayRecordComponent") // columns for loops; not compared
record RowUse(
    double[] weights, int @Nullable [] groups, int @Nullable [] times, Part @Nullable [] parts) {
  static RowUse of(String source, Table table, List<DataFiles.DataFile> files, Roles roles) {
    double[] weights = new double[table.rows()];
    Arrays.fill(weights, 1);
    if (roles.weight() != null) {
      weights = weights(table, table.words(roles.weight()));
    }
    int[] groups = null;
    if (roles.group() != null) {
      CategoricalColumn column = table.words(roles.group());
      checkNoneMissing(table, column, "group");
      groups = column.codes();
    }
    int[] times = roles.time() == null ? null : times(table, table.words(roles.time()));
    Part[] parts = GivenSplit.read(source, table, files, roles);
    if (parts != null) {
      GivenSplit.check(table, parts, roles, times);
    }
    return new RowUse(weights, groups, times, parts);
  }

  private static double[] weights(Table table, CategoricalColumn column) {
    checkNoneMissing(table, column, "weight");
    double[] weights = new double[table.rows()];
    double sum = 0;
    for (int row = 0; row < weights.length; row++) {
      String word = column.categories().get(column.codes()[row]);
      double weight = Cells.number(word);
      if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
        throw new InputException(
            "%s, column '%s': the weight '%s' is not a finite number of at least 0; correct it"
                .formatted(table.place(row), column.name(), word));
      }
      if (weight > 0 && weight < Float.MIN_NORMAL) {
        throw new InputException(
            "%s, column '%s': the weight '%s' is too small to compute with; multiply all weights by"
                    .formatted(table.place(row), column.name(), word)
                + " one number, as only their ratios count, or write 0");
      }
      weights[row] = weight;
      sum += weight;
    }
    if (sum == 0) {
      throw new NoWeightException(
          "%s, column '%s': all weights are 0; give the rows that count a positive weight"
              .formatted(table.files().get(0), column.name()));
    }
    return weights;
  }

  /** Whether it is finite, not negative, and 0 or large enough to compute with. */
  static boolean isWeight(double weight) {
    return weight == 0 || (weight >= Float.MIN_NORMAL && weight <= Float.MAX_VALUE);
  }

  private static void checkNoneMissing(Table table, CategoricalColumn column, String role) {
    for (int row = 0; row < table.rows(); row++) {
      if (column.isMissing(row)) {
        throw new InputException(
            "%s, column '%s': the %s is missing; fill it in or remove the row"
                .formatted(table.place(row), column.name(), role));
      }
    }
  }

  private static int[] times(Table table, CategoricalColumn column) {
    checkNoneMissing(table, column, "time");
    List<String> words = column.categories();
    boolean numbers = words.stream().allMatch(Times::isNumber);
    int[] ranks =
        numbers
            ? ranks(words.stream().map(w -> Cells.number(w) + 0.0).toList()) // -0 is 0
            : ranks(words.stream().map(w -> dateTime(w, table, column)).toList());
    return Arrays.stream(column.codes()).map(code -> ranks[code]).toArray();
  }

  private static <T extends Comparable<? super T>> int[] ranks(List<T> values) {
    List<T> sorted = List.copyOf(new TreeSet<>(values));
    return values.stream().mapToInt(v -> Collections.binarySearch(sorted, v)).toArray();
  }

  private static LocalDateTime dateTime(String word, Table table, CategoricalColumn column) {
    try {
      return Times.date(word);
    } catch (DateTimeException e) {
      throw new InputException(
          "%s, column '%s': '%s' is not a time; write times as numbers or like 2024-05-31 or"
                  .formatted(table.place(column.firstRow(word)), column.name(), word)
              + " 2024-05-31T08:00:00",
          e);
    }
  }
}
