package io.twinhead.report;

import static io.twinhead.report.Html.element;

import io.twinhead.evaluation.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Each metric's 90 % interval of the difference against its margin. All are drawn in units of the
 * margin and with better for softmax on the right, whichever direction is better for the metric.
 */
final class IntervalChart {
  private static final double NARROWEST = 1.6;

  /** Wider intervals run off the edge, lest one of them squeeze all the others. */
  private static final double WIDEST = 4;

  private final List<Line> lines;
  private final double span;

  private IntervalChart(List<MetricRow> rows) {
    this.lines = rows.stream().map(Line::of).toList();
    double widest =
        lines.stream()
            .flatMap(line -> Stream.ofNullable(line.margins))
            .mapToDouble(interval -> Math.max(-interval.low(), interval.high()))
            .max()
            .orElse(0);
    this.span = Math.max(NARROWEST, Math.min(WIDEST, 1.1 * widest));
  }

  static Html of(List<MetricRow> rows) {
    return new IntervalChart(rows).figure();
  }

  /**
   * One metric, in margins, positive where softmax is better; null if undefined.
   *
   * @param margins the interval
   * @param estimate the difference, which need not be the middle of the interval
   */
  private record Line(MetricRow row, @Nullable Interval margins, @Nullable Double estimate) {

    static Line of(MetricRow row) {
      Interval ci = row.paired().ci90();
      Double difference = row.paired().difference();
      if (ci == null || difference == null) {
        return new Line(row, null, null);
      }
      double unit = row.metric().higherIsBetter() ? row.paired().margin() : -row.paired().margin();
      double one = ci.low() / unit;
      double other = ci.high() / unit;
      return new Line(
          row, new Interval(Math.min(one, other), Math.max(one, other)), difference / unit);
    }

    /** The noise floor, in margins; null if undefined. */
    @Nullable Double noise() {
      Double noise = row.noise().meanAbsDifference();
      return noise == null ? null : noise / row.paired().margin();
    }

    String word() {
      if (margins == null) {
        return "undefined";
      }
      if (-1 < margins.low() && margins.high() < 1) {
        return "within margin";
      }
      return margins.low() > 1 || margins.high() < -1 ? "beyond margin" : "may exceed it";
    }
  }

  private Html figure() {
    return element(
            "figure",
            element(
                "figcaption",
                "90 % interval of the difference. Shaded: within the margin, too small to matter."
                    + " An interval that lies in the shade shows equivalence. Dotted: the noise"
                    + " floor, what merely re-seeding the sigmoid head changes."),
            element(
                    "div",
                    element("span", "\u2190 sigmoid better"),
                    element("span", "softmax better \u2192"))
                .with("class", "axis")
                .with("aria-hidden", "true"),
            element("ul", lines.stream().map(this::item).toList()))
        .with("class", "intervals");
  }

  /**
   * The drawing is hidden from readers of the text: the word says it, and the table the numbers.
   */
  private Html item(Line line) {
    return element(
            "li",
            element("span", line.row.metric().title()),
            element("span", marks(line)).with("class", "track").with("aria-hidden", "true"),
            element("span", line.word()).with("class", "word"))
        .with("data-equivalent", line.row.equivalent());
  }

  private List<Html> marks(Line line) {
    List<Html> marks = new ArrayList<>(List.of(mark("zone", -1, 1), mark("zero", 0, 0)));
    Double noise = line.noise();
    if (noise != null) {
      marks.add(mark("noise", -noise, noise));
    }
    Interval margins = line.margins;
    if (margins != null) {
      String left = margins.low() < -span ? " open-left" : "";
      String right = margins.high() > span ? " open-right" : "";
      marks.add(mark("bar" + left + right, margins.low(), margins.high()));
    }
    Double estimate = line.estimate;
    if (estimate != null && Math.abs(estimate) <= span) {
      marks.add(mark("dot", estimate, estimate));
    }
    return marks;
  }

  private Html mark(String css, double low, double high) {
    double left = percent(low);
    String style =
        String.format(Locale.ROOT, "left:%.2f%%;width:%.2f%%", left, percent(high) - left);
    return element("span").with("class", css).with("style", style);
  }

  private double percent(double margins) {
    return 50 + 50 * Math.max(-1, Math.min(1, margins / span));
  }
}
