package io.twinhead.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How two heads are compared.
 *
 * @param seeds how many seeds, 1 to 1000; folds are redrawn for each, unless they follow time
 * @param folds of the cross-validation, at least 2
 * @param mode what is held equal between the heads
 * @param primary key of the metric that the verdict rests on
 * @param margin by metric key: differences smaller than this do not matter, above 0
 */
public record EvaluationConfig(
    @Nullable Integer seeds,
    @Nullable Integer folds,
    @Nullable Mode mode,
    @Nullable String primary,
    @Nullable Map<String, Double> margin) {

  /** Nothing said. */
  public static final EvaluationConfig EMPTY = new EvaluationConfig(null, null, null, null, null);

  public EvaluationConfig {
    Limits.between("seeds", seeds, 1, 1000);
    Limits.atLeast("folds", folds, 2);
    if (margin != null) {
      margin.forEach(EvaluationConfig::requirePositive);
      margin = Collections.unmodifiableMap(new LinkedHashMap<>(margin));
    }
  }

  private static void requirePositive(String metric, Double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "margin of " + metric + " = " + value + ": must be a positive number");
    }
  }

  /** What is held equal between the heads. */
  public enum Mode {
    /** The same hyper-parameters for both, as people do it. */
    NAIVE,
    /** Settings of the softmax head that make both follow the same trajectory. */
    MATCHED,
    /** One after the other. */
    BOTH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
