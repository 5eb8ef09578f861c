package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.config.Scaling;
import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.math3.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * How a numeric column becomes one input: missing values take the median, then {@code (x - centre)
 * / scale}, then the logistic function if asked for.
 *
 * <p>As scikit-learn's {@code SimpleImputer(strategy="median")} and then {@code StandardScaler} or
 * {@code MinMaxScaler}, but for a column that did not vary in training: it is always 0 (before the
 * logistic function), since a network learns nothing about other values.
 *
 * @param median of the training values, null if there was none
 * @param scale 0 if the training values were all the same
 */
record NumericEncoding(String column, @Nullable Double median, double centre, double scale) {
  private static final double EPSILON = Math.ulp(1.0);

  NumericEncoding {
    Objects.requireNonNull(column, "column is missing");
    if (!(scale >= 0)) {
      throw new IllegalArgumentException("scale = " + scale + ": must be 0 or more");
    }
  }

  /** Fits to the training values, NaN where missing. */
  static NumericEncoding fit(String column, double[] training, Scaling scaling) {
    double[] present = Arrays.stream(training).filter(x -> !Double.isNaN(x)).toArray();
    if (present.length == 0) {
      return new NumericEncoding(column, null, 0, scaling == Scaling.NONE ? 1 : 0);
    }
    // A power of two is exact, and in [-1, 1] neither sums nor squares overflow.
    int exponent = Math.getExponent(largest(present)) + 1;
    double[] scaled = Arrays.stream(present).map(x -> Math.scalb(x, -exponent)).toArray();
    double median = StatUtils.percentile(scaled, 50);
    double[] filled = Arrays.copyOf(scaled, training.length);
    Arrays.fill(filled, scaled.length, training.length, median);
    double[] linear = linear(filled, scaling);
    return new NumericEncoding(
        column,
        Math.scalb(median, exponent),
        scaling == Scaling.NONE ? 0 : Math.scalb(linear[0], exponent),
        scaling == Scaling.NONE ? 1 : Math.scalb(linear[1], exponent));
  }

  private static double largest(double[] values) {
    return Math.max(Math.abs(StatUtils.min(values)), Math.abs(StatUtils.max(values)));
  }

  /** Centre and scale. */
  private static double[] linear(double[] values, Scaling scaling) {
    double min = StatUtils.min(values);
    double max = StatUtils.max(values);
    return switch (scaling) {
      case NONE -> new double[] {0, 1};
      case MINMAX -> new double[] {min, max - min};
      case STANDARD, LOGISTIC -> {
        double mean = StatUtils.mean(values);
        double variance = StatUtils.populationVariance(values, mean);
        boolean constant = min == max || isRoundingError(variance, mean, values.length);
        yield new double[] {constant ? min : mean, constant ? 0 : Math.sqrt(variance)};
      }
    };
  }

  /** The bound of scikit-learn's {@code _is_constant_feature}, from the error of a variance. */
  private static boolean isRoundingError(double variance, double mean, int n) {
    double error = n * mean * EPSILON;
    return variance <= n * EPSILON * variance + error * error;
  }

  /**
   * The input for a value.
   *
   * @param value NaN if missing
   * @param row from 0, for the error only
   * @throws InputException if the result is beyond the range of float
   */
  float encode(double value, Scaling scaling, long row) {
    double filled = !Double.isNaN(value) ? value : median == null ? 0 : median;
    double linear = scale == 0 ? 0 : (filled - centre) / scale;
    float input = (float) (scaling == Scaling.LOGISTIC ? 1 / (1 + Math.exp(-linear)) : linear);
    if (!Float.isFinite(input)) {
      throw new InputException(
          ("data row %d, column '%s': the value %s is too far from the training values (%s after"
                  + " scaling) for a network to take; correct it, or use scaling: logistic")
              .formatted(row + 1, column, filled, linear));
    }
    return input;
  }
}
