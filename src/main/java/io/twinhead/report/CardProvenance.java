package io.twinhead.report;

import io.twinhead.evaluation.CalibrationMethod;
import io.twinhead.evaluation.Threshold;
import io.twinhead.run.Provenance;
import io.twinhead.training.Course;
import io.twinhead.training.Ending;
import io.twinhead.training.ParentModel;
import io.twinhead.training.Resumed;

/** Where a model comes from, and how to make it again: the last chapter of a {@link ModelCard}. */
final class CardProvenance {
  private final ModelCard.Content content;
  private final Course course;
  private final Markdown text;

  private CardProvenance(ModelCard.Content content, Markdown text) {
    this.content = content;
    this.course = content.course();
    this.text = text;
  }

  static void write(ModelCard.Content content, Markdown text) {
    new CardProvenance(content, text).write();
  }

  private void write() {
    text.heading(2, "Provenance");
    Provenance by = course.provenance();
    text.paragraph(
        "Trained by Twinhead %s on Java %s, %s, %s, ND4J's %s."
            .formatted(
                Markdown.prose(by.version()),
                Markdown.prose(by.java()),
                Markdown.prose(by.os()),
                Markdown.prose(by.cpu()),
                Markdown.code(by.nativeLibrary())));
    text.bullets(course.parents().stream().map(CardProvenance::sentence).toList());
    text.paragraph("Made by");
    text.code("sh", String.join("\n", content.commands()));
    repeat();
  }

  private static String sentence(ParentModel parent) {
    String taken =
        switch (parent.role()) {
          case START -> "Training began from weights of";
          case TEACHER -> "Probabilities were learnt from those of";
        };
    return "%s an earlier model (SHA-256 %s), which learnt from %s (SHA-256 %s)."
        .formatted(
            taken,
            Markdown.code(parent.sha256()),
            Markdown.prose(parent.data()),
            Markdown.code(parent.dataSha256()));
  }

  /** What a training with the recorded settings gives, which is not always this model. */
  private void repeat() {
    String settings = "The settings are in `config.yaml`, in `model.zip` too; ";
    if (!course.resumed().isEmpty()) {
      text.paragraph(settings + "they are those that it ended with, which do not repeat it:");
      text.bullets(course.resumed().stream().map(Resumed::sentence).map(Markdown::prose).toList());
    } else if (course.ended() == Ending.MAX_TIME) {
      text.paragraph(
          settings
              + "they do not repeat the training to the bit, for it ended when its time was up, and"
              + " another time that is after another number of steps.");
    } else if (course.convertedFrom() != null) {
      text.paragraph(
          settings
              + "they name the head that the model has now, and a training with it gives other"
              + " weights: this one was trained, and then converted from a %s head."
                  .formatted(Markdown.prose(course.convertedFrom())));
    } else {
      text.paragraph(
          "%son the same machine%s they repeat the training to the bit%s:"
              .formatted(
                  settings,
                  course.parents().isEmpty() ? "" : " and with the same earlier models",
                  adjusted() ? ", without what `calibrate` chose after it" : ""));
      text.code("sh", "java -jar target/twinhead.jar train --config config.yaml");
    }
  }

  private boolean adjusted() {
    return content.calibration().method() != CalibrationMethod.NONE
        || !content.threshold().objective().equals(Threshold.HALF.objective());
  }
}
