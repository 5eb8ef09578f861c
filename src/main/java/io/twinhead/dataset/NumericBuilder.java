package io.twinhead.dataset;

import java.util.Arrays;

/** Collects numbers; words become missing values (and are counted). */
final class NumericBuilder extends ColumnBuilder {
  private double[] values = new double[1024];

  NumericBuilder(String name) {
    super(name);
  }

  @Override
  void addMissing() {
    append(Double.NaN);
  }

  @Override
  void addValue(double number, char[] text, int from, int to) {
    append(number);
  }

  private void append(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size] = value;
  }

  @Override
  NumericColumn build() {
    return new NumericColumn(name, Arrays.copyOf(values, size));
  }
}
