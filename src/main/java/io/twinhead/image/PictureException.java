package io.twinhead.image;

import org.jspecify.annotations.Nullable;

/**
 * This one file cannot be used as a picture.
 *
 * <p>The message is the rest of a sentence that begins with the file's path, which callers add:
 * what is wrong, the observed value, and what to do.
 */
public final class PictureException extends Exception {
  private static final long serialVersionUID = 1L;

  PictureException(String message) {
    super(message);
  }

  PictureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
