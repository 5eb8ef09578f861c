package io.twinhead.cli;

import io.twinhead.config.InputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Text that is not shown before it is known to be right: in memory if it is short, else in a
 * temporary file, which has no name any more while it is in use, where the system lets it.
 */
final class HeldBack extends Writer {
  private static final int MOST_IN_MEMORY = 1 << 22;

  private final Path folder;
  private final StringBuilder start = new StringBuilder();
  private @Nullable FileChannel file;
  private @Nullable Writer rest;

  /** Long text goes to the system's folder for temporary files. */
  HeldBack() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  HeldBack(Path folder) {
    this.folder = folder;
  }

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
      Path path = Files.createTempFile(folder, "twinhead-lines-", ".txt");
      file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      rest = new BufferedWriter(Channels.newWriter(file, StandardCharsets.UTF_8));
    }
    return rest;
  }

  /** Passes everything on. */
  void release(Writer out) {
    try {
      out.append(start);
      if (file != null && rest != null) {
        rest.flush();
        Reader text = Channels.newReader(file.position(0), StandardCharsets.UTF_8);
        text.transferTo(out);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private InputException failed(IOException e) {
    return new InputException(
        "%s: the lines cannot be held back until all are known to be right: %s; make room there, or write"
                .formatted(folder, e)
            + " them at once with --on-error skip",
        e);
  }

  @Override
  public void flush() {}

  /** What is not yet on the disk need not get there. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
