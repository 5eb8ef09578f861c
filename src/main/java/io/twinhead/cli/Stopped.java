package io.twinhead.cli;

import java.util.concurrent.CancellationException;

/** A request to stop has ended a command; the message says what was kept, and how to go on. */
final class Stopped extends CancellationException {
  private static final long serialVersionUID = 1L;

  Stopped(String message) {
    super(message);
  }
}
