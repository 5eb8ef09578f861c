package io.twinhead.dataset;

import java.util.Arrays;
import java.util.List;

/**
 * What a table says in one feature column, before preprocessing.
 *
 * @param words whether the column holds categories
 * @param values for each row the number, or the category's code from 0 on; NaN where missing
 */
@SuppressWarnings("ArrayRecordComponent") // a column for loops; not compared
public record FeatureColumn(String name, boolean words, double[] values) {

  /** The feature columns of a data set in file order; none of images. */
  public static List<FeatureColumn> of(Dataset data) {
    return data.inputs() instanceof ColumnInputs table
        ? table.columns().stream().map(FeatureColumn::of).toList()
        : List.of();
  }

  private static FeatureColumn of(Column column) {
    if (column instanceof NumericColumn numbers) {
      return new FeatureColumn(column.name(), false, numbers.values().clone());
    }
    double[] values =
        Arrays.stream(((CategoricalColumn) column).codes())
            .mapToDouble(code -> code == CategoricalColumn.MISSING ? Double.NaN : code)
            .toArray();
    return new FeatureColumn(column.name(), true, values);
  }

  /** Whether all rows have the same value, or none has any. */
  public boolean isConstant() {
    return Arrays.stream(values).distinct().count() <= 1;
  }

  /** The number of different values; missing ones count as none. */
  public int distinct() {
    return (int) Arrays.stream(values).filter(value -> !Double.isNaN(value)).distinct().count();
  }
}
