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

  static int requireCount(String key, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(key + " = " + value + ": must be 0 or more");
    }
    return value;
  }

  static double requirePositive(String key, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(key + " = " + value + ": must be a positive number");
    }
    return value;
  }

  static double requireFactor(String key, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(key + " = " + value + ": must be 0 or more");
    }
    return value;
  }

  static double requireShare(String key, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(key + " = " + value + ": must be at least 0 and below 1");
    }
    return value;
  }
}
