package io.twinhead.engine;

/** Says which layer cannot be compiled, and why; the reference engine takes over. */
final class UnsupportedNetworkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedNetworkException(String where, String why) {
    super(where + ": " + why);
  }
}
