package io.twinhead.launcher;

import java.util.Locale;

/**
 * A GPU and what else decides whether it counts.
 *
 * @param uuid such as {@code GPU-8f0c..}; empty if the device does not tell
 */
record NvidiaDevice(Gpu gpu, String uuid) {
  /** What nd4j-cuda-11.6 holds machine code for, sm_37 to sm_86; no PTX for later ones. */
  private static final double LOWEST = 3.7;

  /** Code for 8.6 runs on all of 8.x, and on nothing of a later major version. */
  private static final double BEYOND = 9.0;

  boolean isTooOld() {
    return isKnown() && capability() < LOWEST;
  }

  boolean isTooNew() {
    return isKnown() && capability() >= BEYOND;
  }

  /** An unknown capability is left to the trial. */
  boolean fits() {
    return !isTooOld() && !isTooNew();
  }

  String describe() {
    return String.format(Locale.ROOT, "%s (compute capability %s)", gpu.name(), gpu.capability());
  }

  private boolean isKnown() {
    return !gpu.capability().equals(Gpu.UNKNOWN);
  }

  private double capability() {
    return Double.parseDouble(gpu.capability());
  }
}
