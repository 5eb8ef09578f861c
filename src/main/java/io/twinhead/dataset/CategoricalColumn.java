package io.twinhead.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words, stored once each.
 *
 * @param categories the distinct values in the order of their first row
 * @param codes index into {@code categories} for each row, {@link #MISSING} where missing
 */
@SuppressWarnings("ArrayRecordComponent") // a column for loops; not compared
record CategoricalColumn(String name, List<String> categories, int[] codes) implements Column {
  static final int MISSING = -1;

  @Nullable String value(int row) {
    return isMissing(row) ? null : categories.get(codes[row]);
  }

  /** The first row with one of the categories. */
  int firstRow(String category) {
    int row = 0;
    while (!category.equals(value(row))) {
      row++;
    }
    return row;
  }

  @Override
  public boolean isMissing(int row) {
    return codes[row] == MISSING;
  }

  @Override
  public long identity(int row) {
    return codes[row];
  }
}
