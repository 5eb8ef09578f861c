package io.twinhead.dataset;

import io.twinhead.config.Scaling;
import org.jspecify.annotations.Nullable;

/** What a data set has to learn from: the columns of a table, or images. */
sealed interface Inputs permits ColumnInputs, PictureInputs {
  /** What one example is called. */
  Unit unit();

  /** How many and what they look like, such as "30 columns". */
  String description();

  /** Where to find an example, for people. */
  String place(int row);

  Preprocessing fit(
      Dataset data, int[] trainRows, @Nullable Scaling scaling, @Nullable Integer channels);
}
