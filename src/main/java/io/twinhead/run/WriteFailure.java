package io.twinhead.run;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** Says why a place cannot be written. */
public final class WriteFailure {
  private WriteFailure() {}

  static RuntimeException of(Path place, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      return new CancellationException("interrupted while writing " + place);
    }
    return new InputException(
        "%s: cannot be written: %s. Nothing was kept; name another place with --out"
            .formatted(place, reason(e)),
        e);
  }

  /** In words. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "the directory above it does not exist or cannot hold files";
    }
    if (e instanceof FileAlreadyExistsException existing) {
      return "'" + existing.getFile() + "' is already there";
    }
    if (e instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
