package io.twinhead.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The families of {@link Calibration} maps that can be fitted to data. */
public enum CalibrationMethod {
  /** Nothing is fitted. */
  NONE,
  /** One number; see {@link Temperature}. */
  TEMPERATURE,
  /** Two numbers; see {@link Platt}. */
  PLATT,
  /** Any map that does not decrease; see {@link Isotonic}. */
  ISOTONIC,
  /** Three numbers; see {@link Beta}. */
  BETA;

  /**
   * Isotonic regression overfits fewer rows than this: scikit-learn's user guide, "Probability
   * calibration"; Niculescu-Mizil and Caruana, "Predicting Good Probabilities With Supervised
   * Learning" (2005).
   */
  private static final int ISOTONIC_ROWS = 1000;

  private final String key = name().toLowerCase(Locale.ROOT);

  /** The methods to try on these rows when the user names none, simplest first. */
  public static List<CalibrationMethod> candidates(BinaryPredictions validation) {
    long rows = Arrays.stream(validation.weights()).filter(w -> w > 0).count();
    return rows < ISOTONIC_ROWS
        ? List.of(TEMPERATURE, PLATT, BETA)
        : List.of(TEMPERATURE, PLATT, BETA, ISOTONIC);
  }

  /**
   * Returns the method with this {@link #key}.
   *
   * @throws IllegalArgumentException naming the known keys if there is none
   */
  public static CalibrationMethod ofKey(String key) {
    return Arrays.stream(values())
        .filter(method -> method.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Arrays.stream(values())
                        .map(CalibrationMethod::key)
                        .collect(
                            Collectors.joining(
                                ", ", "unknown calibration method '" + key + "'; known: ", ""))));
  }

  /** The name in files and options, such as {@code temperature}. */
  @JsonValue
  public String key() {
    return key;
  }

  /**
   * Fits a map to all rows that have weight. Weights count relative to each other only.
   *
   * @throws IllegalArgumentException saying why nothing can be fitted: fewer than two rows with
   *     weight, one class only, or log-odds that are not finite
   */
  public Calibration fit(BinaryPredictions predictions) {
    return switch (this) {
      case NONE -> Calibration.NONE;
      case TEMPERATURE -> Temperature.fit(CalibrationRows.of(predictions));
      case PLATT -> Platt.fit(CalibrationRows.of(predictions));
      case ISOTONIC -> Isotonic.fit(CalibrationRows.of(predictions));
      case BETA -> Beta.fit(CalibrationRows.of(predictions));
    };
  }
}
