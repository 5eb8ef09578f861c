package io.twinhead.dataset;

import io.twinhead.config.InputException;

/** No example has a weight above 0. */
public final class NoWeightException extends InputException {
  private static final long serialVersionUID = 1L;

  NoWeightException(String message) {
    super(message);
  }
}
