package io.twinhead.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What a table says in one feature column, before preprocessing; a view, not a copy. */
public final class FeatureColumn {
  private final Column column;
  private final int rows;

  private FeatureColumn(Column column, int rows) {
    this.column = column;
    this.rows = rows;
  }

  /** The feature columns of a data set in file order; none of images. */
  public static List<FeatureColumn> of(Dataset data) {
    return data.inputs() instanceof ColumnInputs table
        ? table.columns().stream().map(c -> new FeatureColumn(c, data.rows())).toList()
        : List.of();
  }

  public String name() {
    return column.name();
  }

  /** Whether the column holds categories. */
  public boolean words() {
    return column instanceof CategoricalColumn;
  }

  /** The number, or the category's code from 0 on; NaN where missing. */
  public double value(int row) {
    if (column instanceof NumericColumn numbers) {
      return numbers.values()[row];
    }
    return column.isMissing(row) ? Double.NaN : ((CategoricalColumn) column).codes()[row];
  }

  /** Whether all rows have the same value, or none has any. */
  public boolean isConstant() {
    long first = column.identity(0);
    return IntStream.range(1, rows).allMatch(row -> column.identity(row) == first);
  }

  /** The number of different values; missing ones count as none. */
  public int distinct() {
    double[] sorted = IntStream.range(0, rows).mapToDouble(this::value).toArray();
    Arrays.sort(sorted); // NaN last
    int distinct = 0;
    for (int i = 0; i < rows && !Double.isNaN(sorted[i]); i++) {
      distinct += i == 0 || Double.compare(sorted[i], sorted[i - 1]) != 0 ? 1 : 0;
    }
    return distinct;
  }
}
