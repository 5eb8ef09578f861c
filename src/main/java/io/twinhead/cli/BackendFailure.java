package io.twinhead.cli;

/** A backend that loads and then does not do what it is for. */
final class BackendFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BackendFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
