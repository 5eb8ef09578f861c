package io.twinhead.report;

import static io.twinhead.report.Html.element;

import io.twinhead.run.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One HTML document that needs nothing else and may load nothing else: no network, no other file.
 * It is well-formed XML as well. Without scripts its tables remain.
 *
 * @param title of the document
 * @param heading on top
 * @param subtitle a sentence below
 * @param sections in order
 * @param data for the charts
 */
record Page(String title, String heading, String subtitle, List<Section> sections, ChartData data) {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:;"
          + " base-uri 'none'; form-action 'none'";

  /**
   * A part of the page.
   *
   * @param name for the links on top; empty for none
   */
  record Section(String name, Html.Element html) {

    private String id() {
      return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    }

    private Html anchored() {
      return name.isEmpty() ? html : html.with("id", id());
    }
  }

  String document() {
    return "<!DOCTYPE html>\n" + element("html", head(), body()).with("lang", "en").markup();
  }

  private Html head() {
    return element(
        "head",
        element("meta").with("charset", "utf-8"),
        element("meta").with("http-equiv", "Content-Security-Policy").with("content", POLICY),
        element("meta")
            .with("name", "viewport")
            .with("content", "width=device-width, initial-scale=1"),
        element("title", title),
        new Html.StyleSheet(Resources.text("report.css")));
  }

  private Html body() {
    List<Html> main = new ArrayList<>();
    main.add(element("header", element("h1", heading), element("p", subtitle), links()));
    main.add(
        element(
            "noscript",
            element(
                    "p",
                    "Scripts are off, so the charts and the slider are missing; every table is"
                        + " here.")
                .with("class", "note")));
    sections.forEach(section -> main.add(section.anchored()));
    return element(
        "body",
        element("main", main),
        new Html.Data("report-data", Json.line(data)),
        new Html.Script(Resources.text("echarts.common.min.js")),
        new Html.Script(Resources.text("report.js")));
  }

  private Html links() {
    return element(
            "nav",
            sections.stream()
                .filter(section -> !section.name.isEmpty())
                .map(section -> element("a", section.name).with("href", "#" + section.id()))
                .toList())
        .with("aria-label", "Parts of this report");
  }
}
