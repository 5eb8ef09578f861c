package io.twinhead.config;

/**
 * A mistake in what the user handed in: data, configuration, model file or output place.
 *
 * <p>The message is one short paragraph for the user: what is wrong, where (file, line, column),
 * the observed value, and what to do. The command line turns it into exit code 3 without a stack
 * trace.
 */
public class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
