package io.twinhead.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Passes on what people read, {@linkplain Plain#visible made visible}: names in data may hold the
 * control sequences of a terminal.
 */
final class PlainWriter extends Writer {
  private final PrintWriter target;

  private PlainWriter(PrintWriter target) {
    this.target = target;
  }

  /** Prints on the target, line by line. */
  static PrintWriter on(PrintWriter target) {
    return new PrintWriter(new PlainWriter(target), true);
  }

  @Override
  public void write(char[] text, int offset, int length) {
    target.write(Plain.visible(new String(text, offset, length)));
  }

  @Override
  public void flush() throws IOException {
    if (target.checkError()) {
      throw new IOException("cannot be written");
    }
  }

  @Override
  public void close() {
    target.close();
  }
}
