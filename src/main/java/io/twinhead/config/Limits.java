package io.twinhead.config;

import org.jspecify.annotations.Nullable;

/** Bounds of settings, with errors that name the setting as the user wrote it. */
final class Limits {
  private Limits() {}

  static void between(String name, @Nullable Integer value, int minimum, int maximum) {
    atLeast(name, value, minimum);
    if (value != null && value > maximum) {
      throw new IllegalArgumentException(name + " = " + value + ": must be at most " + maximum);
    }
  }

  static void atLeast(String name, @Nullable Integer value, int minimum) {
    if (value != null && value < minimum) {
      throw new IllegalArgumentException(name + " = " + value + ": must be at least " + minimum);
    }
  }

  static void inRange(String name, @Nullable Double value, double lowest, double highest) {
    if (value != null && !(value >= lowest && value <= highest)) {
      throw new IllegalArgumentException(
          "%s = %s: must be a number %s"
              .formatted(
                  name,
                  value,
                  lowest == Math.nextUp(0.0)
                      ? "above 0, at most " + highest
                      : "from " + lowest + " to " + highest));
    }
  }
}
