package io.twinhead.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;

/** A confidence interval, both ends finite; the array [low, high] in JSON. */
public record Interval(double low, double high) {

  public Interval {
    if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
      throw new IllegalArgumentException("not an interval: [" + low + ", " + high + "]");
    }
  }

  static Interval around(double center, double halfWidth) {
    return new Interval(center - halfWidth, center + halfWidth);
  }

  @JsonValue
  double[] ends() {
    return new double[] {low, high};
  }
}
