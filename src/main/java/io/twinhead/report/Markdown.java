package io.twinhead.report;

import java.util.List;
import java.util.stream.Collectors;

/** A text in CommonMark with tables; words from data are made harmless in tables and code. */
final class Markdown {
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
    String fence = code.contains("```") ? "`````" : "```";
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

  /** A word as a YAML string. */
  static String yaml(String word) {
    return "\"" + oneLine(word).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** Without line breaks, and without what would be read as HTML. */
  private static String oneLine(String words) {
    return words.replaceAll("\\s+", " ").replace("<", "&lt;");
  }

  @Override
  public String toString() {
    return text.toString().strip() + "\n";
  }
}
