package io.twinhead.cli;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Text that is not shown before it is known to be right: in memory if it is short, else in a
 * temporary file.
 */
final class HeldBack extends Writer {
  private static final int MOST_IN_MEMORY = 1 << 22;

  private final StringBuilder start = new StringBuilder();
  private @Nullable Path file;
  private @Nullable Writer rest;

  @Override
  public void write(char[] text, int offset, int length) {
    try {
      if (rest == null && start.length() + length <= MOST_IN_MEMORY) {
        start.append(text, offset, length);
      } else {
        rest().write(text, offset, length);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Writer rest() throws IOException {
    if (rest == null) {
      file = Files.createTempFile("twinhead-lines-", ".txt");
      rest = Files.newBufferedWriter(file);
    }
    return rest;
  }

  /** Passes everything on. */
  void release(Writer out) {
    try {
      out.append(start);
      if (file != null && rest != null) {
        rest.close();
        try (Reader text = Files.newBufferedReader(file)) {
          text.transferTo(out);
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static InputException failed(IOException e) {
    return new InputException(
        "%s: the lines cannot be held back until all are known to be right: %s; make room there, or write"
                .formatted(System.getProperty("java.io.tmpdir"), e)
            + " them at once with --on-error skip",
        e);
  }

  @Override
  public void flush() {}

  @Override
  public void close() throws IOException {
    if (file != null && rest != null) {
      rest.close();
      Files.delete(file);
    }
  }
}
