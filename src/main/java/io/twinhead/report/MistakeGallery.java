package io.twinhead.report;

import static io.twinhead.report.Html.element;

import io.twinhead.comparison.Mistakes.Mistake;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.IntFunction;

/** What the rows look like that the heads get wrong with the greatest confidence. */
record MistakeGallery(List<HeadResult> heads, Classes classes, IntFunction<Exhibit> exhibits) {
  /** Where a PNG file has its width: after the signature and the name of its first chunk. */
  private static final int PNG_WIDTH = 16;

  /** Images up to this width are enlarged, with their pixels to be seen. */
  private static final int SMALL = 64;

  static Html.Element of(List<HeadResult> heads, Classes classes, IntFunction<Exhibit> exhibits) {
    return new MistakeGallery(heads, classes, exhibits).section();
  }

  private Html.Element section() {
    return Html.section(
        heads.size() == 1 ? "Where is it surely wrong?" : "Where are the heads surely wrong?",
        element(
            "p",
            "The held-out images that are predicted wrong"
                + (classes.count() == 2 ? " at threshold 0.5" : "")
                + " with the greatest confidence, by the mean of their log-odds over all"
                + " trainings."),
        element("div", heads.stream().map(this::gallery).toList()).with("class", "columns"));
  }

  private Html gallery(HeadResult head) {
    Html images =
        head.mistakes().isEmpty()
            ? element("p", "No held-out image is predicted wrong.")
            : element("ul", head.mistakes().stream().map(this::item).toList())
                .with("class", "gallery");
    return element("div", element("h3", head.name()), images);
  }

  private Html item(Mistake mistake) {
    Exhibit exhibit = exhibits.apply(mistake.row());
    String truth = "true: " + classes.name(mistake.actual());
    String said = "predicted: " + classes.name(mistake.predicted());
    List<Html> caption = new ArrayList<>();
    caption.add(element("strong", exhibit.name()));
    caption.add(element("span", truth));
    caption.add(element("span", said));
    caption.add(element("span", sure(mistake)));
    if (heads.stream().allMatch(head -> wrong(head, mistake)) && heads.size() > 1) {
      caption.add(element("span", "in both lists").with("class", "badge"));
    }
    return element(
        "li",
        element(
            "figure",
            element("img")
                .with("alt", exhibit.name() + ", " + truth + ", " + said)
                .with("class", width(exhibit.png()) <= SMALL ? "small" : "large")
                .with("src", "data:image/png;base64," + base64(exhibit.png())),
            element("figcaption", caption)));
  }

  /** In words, lest a rounded 100 % promise too much. */
  private static String sure(Mistake mistake) {
    double confidence = mistake.confidence();
    return confidence >= 0.9995 ? "more than 99.9 % sure" : Numbers.percent(confidence) + " sure";
  }

  private static boolean wrong(HeadResult head, Mistake mistake) {
    return head.mistakes().stream().anyMatch(other -> other.row() == mistake.row());
  }

  private static int width(byte[] png) {
    return ByteBuffer.wrap(png).getInt(PNG_WIDTH);
  }

  private static String base64(byte[] png) {
    return Base64.getEncoder().encodeToString(png);
  }
}
