package io.twinhead.report;

import java.util.Arrays;
import java.util.List;

/**
 * Lines over a common axis, for the page's script to draw.
 *
 * @param x what the horizontal axis shows
 * @param y what the vertical axis shows
 * @param logarithmic whether the vertical axis is; then points at or below 0 are left out
 * @param powers whether values along the horizontal axis are decimal logarithms of what it shows
 */
record Plot(String x, String y, boolean logarithmic, boolean powers, List<Series> series) {
  Plot(String x, String y, boolean logarithmic, List<Series> series) {
    this(x, y, logarithmic, false, series);
  }

  Plot {
    series = List.copyOf(series);
  }

  /**
   * One line.
   *
   * @param name for people
   * @param colour a colour of the style sheet, such as {@code sigmoid}
   * @param dashed whether the line is
   * @param points x and y of each
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record Series(String name, String colour, boolean dashed, double[][] points) {
    static Series of(String name, String colour, boolean dashed, double[] x, double[] y) {
      double[][] points = new double[x.length][];
      Arrays.setAll(points, i -> new double[] {x[i], y[i]});
      return new Series(name, colour, dashed, points);
    }

    /** A logarithmic axis has no place for 0. */
    private boolean absent() {
      return Arrays.stream(points).allMatch(point -> point[1] <= 0);
    }

    private Html entry(boolean logarithmic) {
      return Html.element(
          "span",
          Html.element("span")
              .with("class", dashed ? "sample dashed" : "sample")
              .with("style", "border-top-color: var(--%s)".formatted(colour)),
          Html.text(logarithmic && absent() ? name + ": 0 throughout, not drawn" : name));
    }
  }

  /** Where the script draws it. */
  static Html chart(int index, String title, String reading, String description) {
    return Chart.of("plot", index, title, reading, description);
  }

  /** What each line is. */
  Html key() {
    return Html.element("p", series.stream().map(each -> each.entry(logarithmic)).toList())
        .with("class", "key");
  }
}
