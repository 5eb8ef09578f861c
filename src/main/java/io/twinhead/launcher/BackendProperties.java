package io.twinhead.launcher;

/** System properties by which the launcher tells the worker what it chose. */
public final class BackendProperties {
  /** {@code cpu} or {@code cuda}; {@code none} for a doctor whose patient cannot be used. */
  public static final String CHOSEN = "twinhead.backend";

  /** Part of a sentence: why. */
  public static final String REASON = "twinhead.backend.reason";

  /** {@link #PASSED}, or what went wrong; absent if CUDA was not tried. */
  public static final String TRIAL = "twinhead.backend.trial";

  /** CUDA gave right numbers. */
  static final String PASSED = "passed";

  private BackendProperties() {}
}
