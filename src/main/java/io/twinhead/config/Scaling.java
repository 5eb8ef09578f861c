package io.twinhead.config;

import java.util.Locale;

/** How a numeric column is scaled; every parameter is fitted on the training part only. */
public enum Scaling {
  /** Zero mean and unit (population) variance. */
  STANDARD,
  /** The training part's range onto [0, 1]. */
  MINMAX,
  /** The logistic function of the standardised value: (0, 1), and outliers saturate. */
  LOGISTIC,
  /** As it is. */
  NONE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
