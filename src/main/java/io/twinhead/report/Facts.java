package io.twinhead.report;

import static io.twinhead.report.Html.element;

import io.twinhead.comparison.Comparison;
import io.twinhead.comparison.Comparison.DatasetSummary;
import io.twinhead.comparison.Comparison.HeadSummary;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What was compared on what, and what each head costs. */
record Facts(Comparison comparison, Losses losses, List<String> notes) {

  static Html.Element of(Comparison comparison, Losses losses, List<String> notes) {
    return new Facts(comparison, losses, notes).section();
  }

  private Html.Element section() {
    List<Html> content = new ArrayList<>();
    content.add(element("div", data(), model()).with("class", "columns"));
    content.addAll(notes(notes));
    content.add(cost());
    return Html.section("Data and model", content);
  }

  /** How the data were read; nothing when there is nothing to say. */
  static List<Html> notes(List<String> notes) {
    return notes.isEmpty()
        ? List.of()
        : List.of(
            element("h3", "How the data were read"),
            element("ul", notes.stream().map(note -> element("li", note)).toList())
                .with("class", "notes"));
  }

  private Html data() {
    DatasetSummary data = comparison.dataset();
    List<Pair> pairs = new ArrayList<>();
    pairs.add(new Pair("Data set", data.name()));
    pairs.add(new Pair("Rows", Numbers.count(data.rows()) + duplicates(data)));
    pairs.addAll(
        classes(
            new Classes(data.classes()),
            data.positive() == null ? Metric.Kind.CLASSES : Metric.Kind.BINARY,
            share()));
    return Pair.list(pairs);
  }

  /**
   * What there is to predict.
   *
   * @param share of the positive class, in words
   */
  static List<Pair> classes(Classes classes, Metric.Kind kind, String share) {
    String names = String.join(", ", classes.names());
    return switch (kind) {
      case BINARY ->
          List.of(
              new Pair("Classes", names), new Pair("Positive class", classes.positive() + share));
      case CLASSES -> List.of(new Pair("Classes", names));
      case LABELS -> List.of(new Pair("Labels", names + "; any of them may hold"));
    };
  }

  private static String duplicates(DatasetSummary data) {
    return data.duplicates() == 0
        ? ", no duplicates"
        : ", " + Numbers.count(data.duplicates()) + " of them duplicates of others";
  }

  private String share() {
    return losses.baseline() == null || comparison.dataset().positive() == null
        ? ""
        : " (" + Numbers.percent(losses.baseline().prevalence()) + " of the tested rows)";
  }

  private Html model() {
    return Pair.list(
        new Pair("Model", comparison.model().name()),
        new Pair("Trunk, shared", Numbers.count(comparison.model().trunkParameters(), "parameter")),
        new Pair("Training", "at most " + Numbers.count(comparison.epochs(), "epoch") + mode()),
        new Pair("Primary metric", Metric.ofKey(comparison.primary()).title()));
  }

  private String mode() {
    return comparison.mode().equals("naive")
        ? ", the same settings for both heads (naive)"
        : ", mode " + comparison.mode();
  }

  private Html cost() {
    return new DataTable(
            "What the heads cost",
            List.of("Cost", "sigmoid", "softmax"),
            List.of(
                perHead("Parameters of the head", h -> Numbers.count(h.headParameters())),
                perHead("Parameters in all", h -> Numbers.count(h.parameters())),
                perHead("Time per training", h -> Numbers.seconds(h.trainSeconds())),
                perHead("Decision threshold", Facts::threshold)))
        .html();
  }

  private static String threshold(HeadSummary head) {
    Threshold threshold = head.threshold();
    return threshold == null ? "none: the most probable" : Numbers.trimmed(threshold.value());
  }

  private List<Html> perHead(String name, Function<HeadSummary, String> value) {
    Heads heads = Heads.of(comparison);
    return DataTable.cells(name, value.apply(heads.sigmoid()), value.apply(heads.softmax()));
  }
}
