package io.twinhead.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as people write it: {@code 90s}, {@code 10m}, {@code 1h30m}.
 *
 * @param duration more than nothing
 */
public record TimeSpan(Duration duration) {
  private static final Pattern TEXT = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");
  private static final Duration LONGEST = Duration.ofDays(1000);

  public TimeSpan {
    if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%d seconds: must be more than 0, and less than 1000 days"
              .formatted(duration.toSeconds()));
    }
  }

  /**
   * Reads hours, minutes and seconds.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  @JsonCreator
  public static TimeSpan parse(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches() || text.isBlank()) {
      throw malformed(text);
    }
    try {
      return new TimeSpan(
          Duration.ofHours(number(parts, 1))
              .plusMinutes(number(parts, 2))
              .plusSeconds(number(parts, 3)));
    } catch (NumberFormatException | ArithmeticException e) {
      throw malformed(text);
    }
  }

  private static long number(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "'%s' is no length of time: write such as 90s, 10m or 1h30m".formatted(text));
  }

  /** The same as a number. */
  public double seconds() {
    return duration.toNanos() / 1e9;
  }

  /** In the form that {@link #parse} reads. */
  @Override
  @JsonValue
  public String toString() {
    return part(duration.toHours(), "h")
        + part(duration.toMinutesPart(), "m")
        + part(duration.toSecondsPart(), "s");
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : count + unit;
  }
}
