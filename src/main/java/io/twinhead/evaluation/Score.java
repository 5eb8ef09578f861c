package io.twinhead.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A metric's value, or the reason why it has none.
 *
 * @param value finite, or null where the metric is undefined
 * @param why a few words, null where there is a value
 */
public record Score(
    @Nullable Double value, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String why) {

  public Score {
    if ((value == null) == (why == null)) {
      throw new IllegalArgumentException(
          "a score has either a value or a reason, not value " + value + " and why " + why);
    }
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException("a score is finite, not " + value);
    }
  }

  static Score of(double value) {
    return new Score(value, null);
  }

  static Score undefined(String why) {
    return new Score(null, why);
  }

  /** Whether there is a value. */
  public boolean defined() {
    return value != null;
  }
}
