package io.twinhead.cli;

import org.jspecify.annotations.Nullable;

/** Text from files, such as a column's name, made fit for a terminal and for one paragraph. */
final class Plain {
  private static final int MOST = 1200;

  private Plain() {}

  /** Shows what is no visible text as escapes, and of a long text the beginning and the end. */
  static String text(@Nullable String message) {
    StringBuilder plain = new StringBuilder(visible(String.valueOf(message)).replace("\t", "\\t"));
    int surplus = plain.length() - MOST;
    return surplus > 0
        ? plain.replace(MOST / 2, MOST / 2 + surplus, " [..] ").toString()
        : plain.toString();
  }

  /**
   * Shows characters as escapes with which a terminal would do something else than to show them in
   * their place: control characters other than line ends and tabs, and those that turn the
   * direction of the text or format it invisibly. A JSON document stays the same document.
   */
  static String visible(String text) {
    if (text.codePoints().noneMatch(Plain::acts)) {
      return text;
    }
    StringBuilder visible = new StringBuilder();
    text.replace("\r\n", "\n")
        .codePoints()
        .forEach(c -> visible.append(acts(c) ? escape(c) : Character.toString(c)));
    return visible.toString();
  }

  private static boolean acts(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\t';
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  private static String escape(int c) {
    if (c < ' ') {
      return "\\x%02x".formatted(c);
    }
    StringBuilder units = new StringBuilder();
    for (char unit : Character.toChars(c)) {
      units.append("\\u%04x".formatted((int) unit));
    }
    return units.toString();
  }
}
