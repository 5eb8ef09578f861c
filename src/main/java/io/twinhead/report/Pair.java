package io.twinhead.report;

import static io.twinhead.report.Html.element;

import java.util.List;

/** A term and what belongs to it. */
record Pair(String term, String description) {

  /** A description list. */
  static Html list(Pair... pairs) {
    return list(List.of(pairs));
  }

  /** A description list. */
  static Html list(List<Pair> pairs) {
    return element(
        "dl",
        pairs.stream()
            .map(pair -> element("div", element("dt", pair.term), element("dd", pair.description)))
            .toList());
  }
}
