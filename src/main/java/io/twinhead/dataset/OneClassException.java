package io.twinhead.dataset;

import io.twinhead.config.InputException;

/** All examples are of one class. */
public final class OneClassException extends InputException {
  private static final long serialVersionUID = 1L;

  OneClassException(String message) {
    super(message);
  }
}
