package io.twinhead.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * How training images vary from epoch to epoch. Each time an image is used, every change is drawn
 * anew from its whole range, evenly.
 *
 * @param flip whether half of the images change left and right
 * @param vflip whether half of the images change top and bottom
 * @param shift at most so much of the height and of the width each, from 0 to 0.5
 * @param rotate at most so many degrees either way, from 0 to 180
 * @param zoom larger or smaller by at most this share, from 0 to 0.9
 * @param brightness levels larger or smaller by at most this share, from 0 to 1
 */
public record Augment(
    boolean flip, boolean vflip, double shift, double rotate, double zoom, double brightness) {
  private static final String KEY = "augment";

  /** Images as they are. */
  public static final Augment NONE = new Augment(false, false, 0, 0, 0, 0);

  /** For photographs of things that stand upright and have no left and right. */
  public static final Augment DEFAULT = new Augment(true, false, 0.1, 15, 0.1, 0.2);

  public Augment {
    shift += 0.0; // turns -0 into 0
    rotate += 0.0;
    zoom += 0.0;
    brightness += 0.0;
    requireRange("shift", shift, 0.5);
    requireRange("rotate", rotate, 180);
    requireRange("zoom", zoom, 0.9);
    requireRange("brightness", brightness, 1);
  }

  private static void requireRange(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(
          "%s: %s=%s: must be from 0 to %s".formatted(KEY, name, value, number(most)));
    }
  }

  /**
   * Reads {@code none}, {@code default}, or what {@link #toString} writes, such as {@code
   * flip,shift=0.1,rotate=15}.
   *
   * @throws IllegalArgumentException if it is none of them, or a value is out of range
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Augment parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "none" -> NONE;
      case "default" -> DEFAULT;
      default -> parseList(text);
    };
  }

  private static Augment parseList(String text) {
    Map<String, Double> values = new HashMap<>();
    for (String part : text.split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      String name = pair[0].strip().toLowerCase(Locale.ROOT);
      double value =
          switch (name) {
            case "flip", "vflip" -> {
              if (pair.length > 1) {
                throw malformed(text, name + " takes no value");
              }
              yield 1;
            }
            case "shift", "rotate", "zoom", "brightness" -> {
              if (pair.length < 2) {
                throw malformed(text, "%s needs a value, such as %s=0.1".formatted(name, name));
              }
              yield value(text, name, pair[1].strip());
            }
            default -> throw malformed(text, "'%s' is none of its words".formatted(part.strip()));
          };
      if (values.put(name, value) != null) {
        throw malformed(text, name + " is given twice");
      }
    }
    return new Augment(
        values.containsKey("flip"),
        values.containsKey("vflip"),
        values.getOrDefault("shift", 0.0),
        values.getOrDefault("rotate", 0.0),
        values.getOrDefault("zoom", 0.0),
        values.getOrDefault("brightness", 0.0));
  }

  private static double value(String text, String name, String number) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw malformed(text, "%s=%s is no number".formatted(name, number));
    }
  }

  private static IllegalArgumentException malformed(String text, String why) {
    return new IllegalArgumentException(
        "%s = %s: %s; it must be none, default, or a list of flip, vflip, shift=, rotate=, zoom= and brightness=, such as %s"
            .formatted(KEY, text, why, DEFAULT));
  }

  /** The shortest text that {@link #parse} turns into the same. */
  @JsonValue
  @Override
  public String toString() {
    StringJoiner parts = new StringJoiner(",").setEmptyValue("none");
    if (flip) {
      parts.add("flip");
    }
    if (vflip) {
      parts.add("vflip");
    }
    add(parts, "shift", shift);
    add(parts, "rotate", rotate);
    add(parts, "zoom", zoom);
    add(parts, "brightness", brightness);
    return parts.toString();
  }

  private static void add(StringJoiner parts, String name, double value) {
    if (value != 0) {
      parts.add(name + "=" + number(value));
    }
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
