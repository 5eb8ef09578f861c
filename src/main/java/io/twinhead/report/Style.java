package io.twinhead.report;

import java.util.stream.Collectors;

/**
 * How console text stands out.
 *
 * @param colour whether the console understands ANSI escape codes; without, nothing stands out
 */
public record Style(boolean colour) {
  private static final String ESCAPE = "\u001b[";
  private static final String RESET = ESCAPE + "0m";

  String bold(String text) {
    return coded("1", text);
  }

  String faint(String text) {
    return coded("2", text);
  }

  String warning(String text) {
    return coded("33", text);
  }

  /** Line by line, because pagers forget a code at the end of a line. */
  private String coded(String code, String text) {
    return colour
        ? text.lines()
            .map(line -> ESCAPE + code + "m" + line + RESET)
            .collect(Collectors.joining("\n"))
        : text;
  }
}
