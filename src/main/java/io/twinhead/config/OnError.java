package io.twinhead.config;

import java.util.Locale;

/** What to do about an input that cannot be used. */
public enum OnError {
  /** Stop and name it. */
  FAIL,

  /** Leave it out and list it. */
  SKIP;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
