package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.text;

import java.util.List;
import java.util.stream.Stream;

/** Where the page's script draws a chart, and what it shows in words. */
final class Chart {
  private Chart() {}

  /**
   * A chart under its title.
   *
   * @param kind which chart the script draws there
   * @param index of the head or of the metric that it is about
   * @param reading how to read it
   * @param description of what is seen, for those who do not see it
   */
  static Html of(String kind, int index, String title, String reading, String description) {
    return element(
            "figure",
            element(
                "figcaption",
                element("strong", title),
                text(reading.isEmpty() ? "" : " " + reading)),
            element("div")
                .with("class", "chart " + kind)
                .with("data-chart", kind)
                .with("data-index", String.valueOf(index))
                .with("role", "img")
                .with("aria-label", title + ": " + description))
        .with("class", "drawing");
  }

  /** Which line is which head's; a chart has no room for it on a narrow screen. */
  static Html key(List<HeadResult> heads) {
    String alone = heads.size() == 1 ? " alone" : "";
    return element(
            "p", heads.stream().map(head -> entry(head.name() + alone, head.name())).toList())
        .with("class", "key");
  }

  /** An entry of a key. */
  static Html entry(String css, String name) {
    return element("span", element("span").with("class", "sample " + css), text(name));
  }

  /** Numbers for those who want them. */
  static Html details(String summary, Html... content) {
    return element(
        "details",
        Stream.concat(Stream.of(element("summary", summary)), Stream.of(content)).toList());
  }
}
