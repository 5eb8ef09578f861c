package io.twinhead.audit;

import java.util.Locale;

/** How much a finding matters. */
public enum Severity {
  /** Results are wrong, or cannot come about. */
  ERROR,
  /** Results are probably not what was meant. */
  WARNING,
  /** Good to know when results are read. */
  INFO;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
