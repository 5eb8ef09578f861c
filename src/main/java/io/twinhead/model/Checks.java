package io.twinhead.model;

/** Conditions on settings of model files; a message begins with the key, which finds its line. */
final class Checks {
  private Checks() {}

  static int requirePositive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " = " + value + ": must be at least 1");
    }
    return value;
  }
}
