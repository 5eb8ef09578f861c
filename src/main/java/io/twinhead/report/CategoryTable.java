package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.text;

import io.twinhead.evaluation.ClassPredictions;
import io.twinhead.evaluation.LabelPredictions;
import io.twinhead.evaluation.PerClass;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How well each class is told from the rest, or each label from its absence. */
record CategoryTable(List<HeadResult> heads, Classes classes) {

  static Html.Element ofClasses(List<HeadResult> heads, Classes classes) {
    return new CategoryTable(heads, classes)
        .section(
            "How well is each class told from the rest?",
            "Precision: of the rows predicted as the class, the share that is of it. Recall: of the"
                + " rows of the class, the share predicted so. ROC AUC and average precision rank rows"
                + " by the probability of the class.",
            "Class",
            head -> PerClass.of((ClassPredictions) head.heldOut()));
  }

  static Html.Element ofLabels(List<HeadResult> heads, Classes classes) {
    return new CategoryTable(heads, classes)
        .section(
            "How well is each label told?",
            "A label is predicted where its probability is at least 0.5. Precision: of the rows with"
                + " the label predicted, the share that has it. Recall: of the rows that have it, the"
                + " share predicted. A rare label may well be ranked (ROC AUC), and never reach 0.5.",
            "Label",
            head -> PerClass.of((LabelPredictions) head.heldOut(), Threshold.HALF));
  }

  private Html.Element section(
      String heading, String reading, String noun, Function<HeadResult, List<PerClass>> scores) {
    return Html.section(
        heading,
        element("p", reading),
        element("div", heads.stream().map(h -> table(h, noun, scores.apply(h))).toList())
            .with("class", "stacked"));
  }

  private Html table(HeadResult head, String noun, List<PerClass> scores) {
    return new DataTable(
            head.name() + ": over all held-out predictions",
            List.of(noun, "rows", "precision", "recall", "F1", "ROC AUC", "average precision"),
            IntStream.range(0, classes.count())
                .mapToObj(k -> row(classes.name(k), scores.get(k)))
                .toList())
        .html();
  }

  private static List<Html> row(String name, PerClass scores) {
    return List.of(
        text(name),
        text(Numbers.amount(scores.support())),
        cell(scores.precision()),
        cell(scores.recall()),
        cell(scores.f1()),
        cell(scores.rocAuc()),
        cell(scores.averagePrecision()));
  }

  private static Html cell(Score score) {
    String value = Numbers.of(score.value());
    return score.defined()
        ? text(value)
        : element("span", value).with("title", Objects.requireNonNull(score.why()));
  }
}
