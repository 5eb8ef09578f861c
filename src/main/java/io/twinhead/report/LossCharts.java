package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The course of the loss in every training. */
record LossCharts(List<HeadResult> heads, double ceiling) {

  static Html of(List<HeadResult> heads, ChartData data) {
    return new LossCharts(heads, data.lossCeiling()).html();
  }

  private Html html() {
    return element(
        "div",
        element(
                "p",
                Chart.entry("solid", "validation"),
                Chart.entry("dashed", "training"),
                Chart.entry("dot", "epoch whose weights were kept"),
                Chart.entry("grey", "baseline: always " + shares()))
            .with("class", "key"),
        element("div", IntStream.range(0, heads.size()).mapToObj(this::chart).toList())
            .with("class", "columns"),
        element("p", note()).with("class", "note"));
  }

  private String shares() {
    return switch (heads.get(0).kind()) {
      case BINARY -> "the prevalence";
      case CLASSES -> "the share of each class";
      case LABELS -> "the share of each label";
    };
  }

  private Html chart(int head) {
    HeadResult result = heads.get(head);
    return Chart.of(
        "loss",
        head,
        "Loss of the " + result.name() + " head.",
        "Cross-entropy in nats, epoch by epoch.",
        "training and validation loss over the epochs; the table below has the numbers.");
  }

  private String note() {
    String mean =
        several()
            ? "Faint: every training; bold: their mean. A training that stopped early keeps counting"
                + " with its last loss, lest the mean jump because of who is left. "
            : "";
    String cut =
        LossCeiling.cuts(heads, ceiling)
            ? " The charts end at %s; some losses lie above.".formatted(Numbers.trimmed(ceiling))
            : "";
    return mean
        + "The training loss is measured during the epoch, before each step; the validation loss"
        + " after it."
        + units()
        + cut;
  }

  /** What the two losses add up where there is more than one unit to each row. */
  private String units() {
    return switch (heads.get(0).kind()) {
      case BINARY -> "";
      case CLASSES ->
          heads.stream().anyMatch(head -> head.name().equals("sigmoid"))
              ? " Sigmoid units learn from the sum of their losses, each one class against the rest;"
                  + " the validation loss is that of their probabilities divided by their sum, which is"
                  + " softmax's measure."
              : "";
      case LABELS -> " Both are means over the labels.";
    };
  }

  private boolean several() {
    return heads.stream().anyMatch(head -> head.runs().size() > 1);
  }

  /** Every training in a row. */
  static Html table(List<HeadResult> heads) {
    List<List<Html>> rows = new ArrayList<>();
    for (HeadResult head : heads) {
      head.runs().forEach(run -> rows.add(row(head.name(), run)));
    }
    DataTable table =
        new DataTable(
            "Trainings",
            List.of(
                "Training",
                "epochs",
                "kept epoch",
                "training loss then",
                "validation loss then",
                "judgement"),
            rows);
    return Chart.details("Every training in numbers", table.html());
  }

  private static List<Html> row(String head, Run run) {
    return List.of(
        text(head + (run.name().isEmpty() ? "" : ", " + run.name())),
        text(Numbers.count(run.history().size())),
        text(Numbers.count(run.bestEpoch())),
        text(Numbers.of(run.best().trainLoss())),
        text(Numbers.of(run.best().validationLoss())),
        text(
            switch (run.judgement().kind()) {
              case LEARNS -> "learns";
              case OVERFITS -> "learns, then overfits";
              case STUCK_AT_BASELINE -> "stuck";
            }));
  }
}
