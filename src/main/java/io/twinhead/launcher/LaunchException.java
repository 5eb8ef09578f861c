package io.twinhead.launcher;

/**
 * Why no worker can be started: one paragraph for the user, and the exit code that goes with it.
 */
final class LaunchException extends RuntimeException {
  /** The command line is wrong. */
  static final int USAGE = 2;

  /** No backend that this machine can use. */
  static final int BACKEND = 4;

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  LaunchException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
