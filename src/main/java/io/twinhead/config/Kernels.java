package io.twinhead.config;

import java.util.Locale;

/** Which native code a compiled plan may use. */
public enum Kernels {
  /** oneDNN's convolutions where they load and win, ND4J's operations elsewhere. */
  AUTO,

  /** ND4J's operations only. */
  ND4J;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
