package io.twinhead.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the learning rate changes in the course of a training, as a factor on what it begins with.
 * What a kind does not use is null.
 *
 * @param kind of the change
 * @param every so many epochs a step comes, counted from the first, at least 1
 * @param factor that a step, or a plateau, multiplies the rate by; above 0 and below 1
 * @param patience epochs without a lower validation loss that make a plateau, at least 1
 * @param last factor that a cosine has come to when all epochs are over, 0 to 1
 */
public record Schedule(
    Kind kind,
    @Nullable Integer every,
    @Nullable Double factor,
    @Nullable Integer patience,
    @Nullable Double last) {
  /** The same all the time. */
  public static final Schedule CONSTANT = parse("constant");

  /** The kinds, each with the defaults of what it uses. */
  public enum Kind {
    CONSTANT(Map.of()),
    STEP(Map.of("every", 10.0, "factor", 0.1)),
    COSINE(Map.of("last", 0.0)),
    PLATEAU(Map.of("factor", 0.1, "patience", 3.0));

    private final Map<String, Double> defaults;

    Kind(Map<String, Double> defaults) {
      this.defaults = defaults;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Schedule {
    Limits.atLeast("schedule: every", every, 1);
    Limits.atLeast("schedule: patience", patience, 1);
    Limits.inRange("schedule: factor", factor, Math.nextUp(0.0), Math.nextDown(1.0));
    Limits.inRange("schedule: last", last, 0, 1);
  }

  /**
   * Reads {@code constant}, {@code step}, {@code cosine} or {@code plateau}, perhaps with numbers:
   * {@code step,every=5,factor=0.5}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  @JsonCreator
  public static Schedule parse(String text) {
    List<String> parts = Arrays.stream(text.strip().split(",", -1)).map(String::strip).toList();
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(k -> k.toString().equalsIgnoreCase(parts.get(0)))
            .findFirst()
            .orElseThrow(() -> malformed(text, "'%s' is not a kind".formatted(parts.get(0))));
    Map<String, Double> said = new HashMap<>();
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals).strip();
      if (!kind.defaults.containsKey(name)) {
        throw malformed(text, "'%s' is not a setting of %s".formatted(name, kind));
      }
      if (equals < 0 || said.put(name, number(text, part.substring(equals + 1))) != null) {
        throw malformed(text, name + (equals < 0 ? " has no number" : " is there twice"));
      }
    }
    Map<String, Double> numbers = new HashMap<>(kind.defaults);
    numbers.putAll(said);
    return new Schedule(
        kind,
        whole(text, numbers.get("every")),
        numbers.get("factor"),
        whole(text, numbers.get("patience")),
        numbers.get("last"));
  }

  private static Double number(String text, String number) {
    try {
      return Double.valueOf(number);
    } catch (NumberFormatException e) {
      throw malformed(text, "'%s' is not a number".formatted(number));
    }
  }

  private static @Nullable Integer whole(String text, @Nullable Double number) {
    if (number != null && (number != Math.rint(number) || number > Integer.MAX_VALUE)) {
      throw malformed(text, number + " is not a whole number of epochs");
    }
    return number == null ? null : (Integer) number.intValue();
  }

  private static IllegalArgumentException malformed(String text, String why) {
    String kinds =
        Arrays.stream(Kind.values()).map(Kind::toString).collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "schedule = %s: %s; must be one of %s, or with numbers such as step,every=5,factor=0.5"
            .formatted(text, why, kinds));
  }

  /** In the form that {@link #parse} reads. */
  @Override
  @JsonValue
  public String toString() {
    return switch (kind) {
      case CONSTANT -> "constant";
      case STEP -> "step,every=%d,factor=%s".formatted(every, factor);
      case COSINE -> "cosine,last=%s".formatted(last);
      case PLATEAU -> "plateau,factor=%s,patience=%d".formatted(factor, patience);
    };
  }
}
