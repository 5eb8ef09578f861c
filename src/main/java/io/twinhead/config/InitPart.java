package io.twinhead.config;

import java.util.Locale;

/** What a training takes over from an earlier run before its first step. */
public enum InitPart {
  /** Every layer but the output layer. */
  TRUNK,
  /** The output layer. */
  HEAD,
  /** The whole network. */
  BOTH;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
