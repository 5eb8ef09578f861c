package io.twinhead.cli;

import java.io.Console;

/**
 * What the user looks at.
 *
 * @param interactive a terminal that can rewrite a line, not a file or a pipe
 * @param colour whether colours are wanted
 */
public record Terminal(boolean interactive, boolean colour) {
  /** A log file or a test. */
  public static final Terminal PLAIN = new Terminal(false, false);

  static Terminal detect() {
    boolean interactive = consoleIsTerminal() && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(interactive, interactive && noColourUnset());
  }

  /** Any non-empty NO_COLOR turns colours off (no-color.org). */
  private static boolean noColourUnset() {
    String noColour = System.getenv("NO_COLOR");
    return noColour == null || noColour.isEmpty();
  }

  /** From Java 22 on there is a console even without a terminal, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull") // null is still possible on Java 17
  private static boolean consoleIsTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
