package io.twinhead.config;

import java.util.Locale;

/** What a label says about an example. */
public enum Task {
  /** One of two classes. */
  BINARY,
  /** Exactly one of three or more classes. */
  MULTICLASS,
  /** Any subset of K labels. */
  MULTILABEL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
