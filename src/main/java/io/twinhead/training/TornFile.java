package io.twinhead.training;

import java.io.IOException;

/** A file is not what was once written: cut off, or changed; the message says which. */
final class TornFile extends IOException {
  private static final long serialVersionUID = 1L;

  TornFile(String message) {
    super(message);
  }
}
