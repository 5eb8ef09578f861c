package io.twinhead.evaluation;

/** Keeps log-odds in the range of finite numbers. */
final class LogOdds {
  private LogOdds() {}

  /** Returns the finite number next to {@code d}. */
  static double finite(double d) {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, d));
  }

  static double requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " = " + value + ": must be a finite number");
    }
    return value;
  }

  /** Requires a slope that lets no map decrease. */
  static double requireSlope(String name, double value) {
    if (!(requireFinite(name, value) >= 0)) {
      throw new IllegalArgumentException(
          name + " = " + value + ": below 0 the order of the rows would be reversed");
    }
    return value;
  }
}
