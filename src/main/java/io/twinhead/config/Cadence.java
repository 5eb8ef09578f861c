package io.twinhead.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * How often something happens in training: every so many steps, or after so much time. One of the
 * two is null.
 *
 * @param steps at least 1
 * @param time between two of them
 */
public record Cadence(@Nullable Integer steps, @Nullable TimeSpan time) {
  public Cadence {
    Limits.atLeast("checkpoint-every", steps, 1);
    if ((steps == null) == (time == null)) {
      throw new IllegalArgumentException("either steps or time, and not both");
    }
  }

  /**
   * Reads a number of steps such as {@code 500}, or a length of time such as {@code 10m}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  @JsonCreator
  public static Cadence parse(String text) {
    if (text.strip().matches("\\d{1,9}")) {
      return new Cadence(Integer.valueOf(text.strip()), null);
    }
    try {
      return new Cadence(null, TimeSpan.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "checkpoint-every = %s: must be a number of steps such as 500, or a time such as 10m"
              .formatted(text),
          e);
    }
  }

  /** Reads a number of steps. */
  @JsonCreator
  static Cadence of(int steps) {
    return new Cadence(steps, null);
  }

  @JsonValue
  Object written() {
    return steps == null ? String.valueOf(time) : steps;
  }

  @Override
  public String toString() {
    return String.valueOf(written());
  }
}
