package io.twinhead.dataset;

/**
 * Finite numbers.
 *
 * @param values one for each row, NaN where missing
 */
@SuppressWarnings("ArrayRecordComponent") // a column for loops; not compared
record NumericColumn(String name, double[] values) implements Column {
  @Override
  public boolean isMissing(int row) {
    return Double.isNaN(values[row]);
  }

  @Override
  public long identity(int row) {
    return Double.doubleToLongBits(values[row] + 0.0); // -0 + 0 is 0
  }
}
