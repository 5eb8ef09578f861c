package io.twinhead.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text in CommonMark with tables. Words from data go through {@link #prose}, {@link #code} or
 * {@link #yaml} on their way into a line, and then end nothing and begin nothing.
 */
final class Markdown {
  private static final Pattern BACKTICKS = Pattern.compile("`+");

  /** What would begin a span, a link, an image or an entity; within a word _ does not. */
  private static final Pattern SPECIAL =
      Pattern.compile("[\\\\`*~\\[\\]<>&]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

  private final StringBuilder text = new StringBuilder();

  void line(String line) {
    text.append(line).append('\n');
  }

  void heading(int level, String words) {
    line("#".repeat(level) + " " + oneLine(words));
    line("");
  }

  void paragraph(String words) {
    line(oneLine(words));
    line("");
  }

  void bullets(List<String> items) {
    if (!items.isEmpty()) {
      items.forEach(item -> line("- " + oneLine(item)));
      line("");
    }
  }

  /** Each line of {@code code} as it is. */
  void code(String language, String code) {
    String fence = "`".repeat(Math.max(3, longestRun(code) + 1));
    line(fence + language);
    line(code);
    line(fence);
    line("");
  }

  void table(List<String> header, List<List<String>> rows) {
    line(row(header));
    line(row(header.stream().map(cell -> "---").toList()));
    rows.forEach(cells -> line(row(cells)));
    line("");
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> oneLine(cell).replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** Words as they are, whatever they look like. */
  static String prose(String words) {
    return SPECIAL.matcher(oneLine(words)).replaceAll(Matcher.quoteReplacement("\\") + "$0");
  }

  /** A word as code. */
  static String code(String word) {
    String line = oneLine(word);
    String fence = "`".repeat(longestRun(line) + 1);
    String gap = line.isBlank() || line.startsWith("`") || line.endsWith("`") ? " " : "";
    return fence + gap + line + gap + fence;
  }

  /** A word as a YAML string. */
  static String yaml(String word) {
    return "\"" + oneLine(word).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static int longestRun(String code) {
    return BACKTICKS
        .matcher(code)
        .results()
        .mapToInt(run -> run.end() - run.start())
        .max()
        .orElse(0);
  }

  /** Without line breaks, and without characters that steer a terminal or turn a line around. */
  private static String oneLine(String words) {
    return words.replaceAll("[\\s\\p{Z}]+", " ").replaceAll("[\\p{Cc}\\p{Cf}]", "");
  }

  @Override
  public String toString() {
    return text.toString().strip() + "\n";
  }
}
