package io.twinhead.cli;

/**
 * The course of one training.
 *
 * @param engine that ran the steps
 * @param values the loss before each step, in nats
 */
@SuppressWarnings("ArrayRecordComponent") // read here only; never compared
record DoctorLosses(String network, String head, String engine, double[] values) {
  double first() {
    return values[0];
  }

  double last() {
    return values[values.length - 1];
  }

  /** The largest distance at the same step; NaN if a loss is. */
  double distance(DoctorLosses other) {
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(values[i] - other.values[i]));
    }
    return largest;
  }

  boolean finite() {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
