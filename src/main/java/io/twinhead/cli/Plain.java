package io.twinhead.cli;

import org.jspecify.annotations.Nullable;

/** Text from files, such as a column's name, made fit for a terminal and for one paragraph. */
final class Plain {
  private static final int MOST = 1200;

  private Plain() {}

  /** Shows control characters as escapes, and of a long text the beginning and the end. */
  static String text(@Nullable String message) {
    StringBuilder plain = new StringBuilder();
    String.valueOf(message).codePoints().forEach(c -> append(plain, c));
    int surplus = plain.length() - MOST;
    return surplus > 0
        ? plain.replace(MOST / 2, MOST / 2 + surplus, " [..] ").toString()
        : plain.toString();
  }

  private static void append(StringBuilder plain, int c) {
    if (c == '\t') {
      plain.append("\\t");
    } else if (c == '\n' || !Character.isISOControl(c)) {
      plain.appendCodePoint(c);
    } else {
      plain.append("\\x%02x".formatted(c));
    }
  }
}
