package io.twinhead.dataset;

/** One column of a table, in file order. */
sealed interface Column permits NumericColumn, CategoricalColumn {
  String name();

  /** True if the cell of {@code row} holds no value. */
  boolean isMissing(int row);

  /** A number that is the same for two cells exactly if their values are. */
  long identity(int row);
}
