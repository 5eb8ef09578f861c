package io.twinhead.config;

/** What a label says about an example. */
public enum Task {
  /** One of two classes. */
  BINARY,
  /** Exactly one of three or more classes. */
  MULTICLASS,
  /** Any subset of K labels. */
  MULTILABEL
}
