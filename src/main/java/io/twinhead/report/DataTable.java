package io.twinhead.report;

import static io.twinhead.report.Html.element;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table that scrolls sideways where the page is too narrow.
 *
 * @param caption what it shows
 * @param columns their headings
 * @param rows one cell per column, the first of which names the row
 */
record DataTable(String caption, List<String> columns, List<List<Html>> rows) {

  /** Cells of text. */
  static List<Html> cells(String... texts) {
    return Arrays.stream(texts).map(Html::text).toList();
  }

  Html html() {
    Html table =
        element(
            "table",
            element("caption", caption),
            element("thead", element("tr", columns.stream().map(DataTable::heading).toList())),
            element("tbody", rows.stream().map(DataTable::row).toList()));
    return element("div", table)
        .with("class", "scroll")
        .with("role", "region")
        .with("aria-label", caption)
        .with("tabindex", "0");
  }

  private static Html heading(String text) {
    return element("th", text).with("scope", "col");
  }

  private static Html row(List<Html> cells) {
    List<Html> row = new ArrayList<>();
    row.add(element("th", cells.get(0)).with("scope", "row"));
    IntStream.range(1, cells.size()).forEach(i -> row.add(element("td", cells.get(i))));
    return element("tr", row);
  }
}
