package io.twinhead.dataset;

import io.twinhead.config.Scaling;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The feature columns of a table. */
record ColumnInputs(List<Column> columns) implements Inputs {
  ColumnInputs {
    columns = List.copyOf(columns);
  }

  @Override
  public Unit unit() {
    return Unit.ROW;
  }

  @Override
  public String description() {
    return columns.size() == 1 ? "1 column" : columns.size() + " columns";
  }

  @Override
  public String place(int row) {
    return "row " + (row + 1);
  }

  @Override
  public Preprocessing fit(
      Dataset data, int[] trainRows, @Nullable Scaling scaling, @Nullable Integer channels) {
    return TablePreprocessing.fit(data, trainRows, Objects.requireNonNull(scaling));
  }
}
