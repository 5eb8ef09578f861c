package io.twinhead.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much the rows of each class count in training, on top of sample weights.
 *
 * @param byClass the factor by class name, above 0; 1 for classes that are not named; empty for
 *     balanced weights, which let every class count the same
 */
public record ClassWeight(Map<String, Double> byClass) {
  private static final String BALANCED_WORD = "balanced";

  /** Factors inversely proportional to the classes' total weights in the training part. */
  public static final ClassWeight BALANCED = new ClassWeight(Map.of());

  public ClassWeight {
    byClass.forEach(ClassWeight::requirePositive);
    byClass = Collections.unmodifiableMap(new LinkedHashMap<>(byClass));
  }

  private static void requirePositive(String name, Double factor) {
    if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "class-weight of " + name + " = " + factor + ": must be a positive number");
    }
  }

  /** Whether the factors follow from the training part. */
  public boolean balanced() {
    return byClass.isEmpty();
  }

  /**
   * Reads {@code balanced}, or {@code CLASS=W,CLASS=W}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  @JsonCreator
  public static ClassWeight parse(String text) {
    if (text.strip().equalsIgnoreCase(BALANCED_WORD)) {
      return BALANCED;
    }
    Map<String, Double> factors = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.lastIndexOf('=');
      if (equals <= 0) {
        throw malformed(text);
      }
      try {
        factors.put(part.substring(0, equals).strip(), Double.valueOf(part.substring(equals + 1)));
      } catch (NumberFormatException e) {
        throw malformed(text);
      }
    }
    return new ClassWeight(factors);
  }

  /** Reads a group of class names and factors. */
  @JsonCreator
  static ClassWeight of(Map<String, Double> byClass) {
    if (byClass.isEmpty()) {
      throw malformed("{}");
    }
    return new ClassWeight(byClass);
  }

  @JsonValue
  Object written() {
    return balanced() ? BALANCED_WORD : byClass;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "class-weight = " + text + ": must be balanced, or CLASS=W,CLASS=W such as yes=5,no=1");
  }
}
