package io.twinhead.report;

import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import io.twinhead.training.Course;
import io.twinhead.training.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code model-card.md}: what somebody who is handed a model should know before using it, after
 * Mitchell et al., "Model Cards for Model Reporting" (2019). Begins with the YAML that model hubs
 * read, which has no licence: that of the data need not be the model's. Says only what was measured
 * or recorded; the same model gives the same card.
 */
public final class ModelCard {
  /** A share, or a mean over a class, of fewer rows moves by several percent with each of them. */
  private static final int FEW_ROWS = 100;

  private final Content content;
  private final Markdown text = new Markdown();

  private ModelCard(Content content) {
    this.content = content;
  }

  /**
   * What a card is made from.
   *
   * @param model the name of the trunk and its updater
   * @param parameters of the whole network
   * @param head {@code sigmoid} or {@code softmax}
   * @param classes names of classes or labels; of two classes the second is the positive one
   * @param course of the training
   * @param test predictions for the test part
   * @param clusters a code for each test row, the same for rows that are not independent
   * @param threshold of decisions; without meaning where the most probable class counts
   * @param metrics of {@code test} at the threshold
   * @param changes to the model after its training, in sentences
   * @param commands that made it, the training first; a remark in place of one that is not known
   */
  @SuppressWarnings("ArrayRecordComponent") // codes for loops; never compared
  public record Content(
      String model,
      long parameters,
      String head,
      List<String> classes,
      CardData data,
      Course course,
      Predictions test,
      int[] clusters,
      Threshold threshold,
      Calibration calibration,
      Map<Metric, Score> metrics,
      List<String> changes,
      List<String> commands) {}

  /** Returns the document, to be stored as UTF-8. */
  public static String of(Content content) {
    return new ModelCard(content).document();
  }

  private String document() {
    frontMatter();
    text.heading(
        1,
        "%s on %s".formatted(Markdown.prose(content.model), Markdown.prose(content.data.name())));
    text.paragraph(summary());
    CardUse.write(content, text);
    CardMetrics.write(content, text);
    limits();
    CardProvenance.write(content, text);
    return text.toString();
  }

  private void frontMatter() {
    text.line("---");
    text.line("library_name: deeplearning4j");
    text.line("tags:");
    text.line("- " + (content.data.images() ? "image-classification" : "tabular-classification"));
    text.line("- twinhead");
    text.line("datasets:");
    text.line("- " + Markdown.yaml(content.data.name()));
    text.line("---");
    text.line("");
  }

  private String summary() {
    return "A network of %s parameters (%s) with a **%s head**: %s. It %s."
        .formatted(
            Numbers.count(content.parameters),
            Markdown.code(content.model),
            content.head,
            headWords(),
            content.course.judgement().sentence());
  }

  private String headWords() {
    int classes = content.classes.size();
    return switch (content.test.kind()) {
      case BINARY ->
          "%s for the probability of the class %s"
              .formatted(
                  content.head.equals("sigmoid") ? "one sigmoid unit" : "two softmax units",
                  Markdown.code(content.classes.get(1)));
      case CLASSES ->
          content.head.equals("sigmoid")
              ? "a sigmoid unit for each of %d classes, divided by their sum".formatted(classes)
              : "a softmax over %d classes".formatted(classes);
      case LABELS -> "a sigmoid unit for each of %d labels".formatted(classes);
    };
  }

  private void limits() {
    text.heading(2, "Limits");
    List<String> limits = new ArrayList<>();
    limits.addAll(content.data.limits(FEW_ROWS));
    if (content.test.kind() != Metric.Kind.LABELS) {
      limits.add(
          "With other shares of the classes than in the data, probabilities, precision and accuracy"
              + " are no longer those above.");
    }
    limits.add(
        String.format(
            Locale.ROOT,
            "One training with one seed; epoch %d of %d was kept, by the validation loss. Another"
                + " seed gives another model: `compare` shows by how much.",
            content.course.bestEpoch(),
            content.course.history().size()));
    if (content.course.judgement().kind() != Judgement.Kind.LEARNS) {
      limits.add("The training " + content.course.judgement().sentence() + ".");
    }
    text.bullets(limits);
  }
}
