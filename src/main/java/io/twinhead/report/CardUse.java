package io.twinhead.report;

import io.twinhead.evaluation.Metric;
import java.util.ArrayList;
import java.util.List;

/** What a model is for, and what it was made from: the first chapters of a {@link ModelCard}. */
final class CardUse {
  private final ModelCard.Content content;
  private final Markdown text;

  private CardUse(ModelCard.Content content, Markdown text) {
    this.content = content;
    this.text = text;
  }

  static void write(ModelCard.Content content, Markdown text) {
    CardUse chapters = new CardUse(content, text);
    chapters.use();
    chapters.data();
  }

  private void use() {
    CardData data = content.data();
    text.heading(2, "Use");
    text.paragraph(
        "**Made for:** %s from %s like those of %s: %s."
            .formatted(
                task(),
                data.images() ? "images" : "rows",
                Markdown.prose(data.name()),
                data.description()));
    text.paragraph("**Not measured, so not for use without a test of your own:**");
    List<String> not = new ArrayList<>();
    not.add(
        data.images()
            ? "images from other cameras, sources or crops than those in the data"
            : "rows from other sources or times than those in the data, or with columns that mean"
                + " something else");
    if (content.test().kind() != Metric.Kind.LABELS) {
      not.add("what belongs to none of the classes: the model names one of them all the same");
    }
    not.add(
        "how well it does on single groups of %ss: only all together were measured"
            .formatted(data.unit()));
    text.bullets(not);
    text.paragraph("Predict with Twinhead:");
    text.code(
        "sh",
        "java -jar target/twinhead.jar predict RUN " + (data.images() ? "IMAGES" : "TABLE.csv"));
    text.paragraph(
        "Or with Deeplearning4j alone; inputs then have to be prepared as `preprocessing.json` in"
            + " `model.zip` says, and calibration and threshold applied as `head.json` says:");
    text.code(
        "java",
        """
        MultiLayerNetwork network = MultiLayerNetwork.load(new File("RUN/model.zip"), false);
        INDArray output = network.output(inputs); // %s
        System.out.println(output);"""
            .formatted(shape()));
  }

  private String shape() {
    return content.data().images()
        ? "float32 [images, height, width, channels]"
        : "float32 [rows, inputs]";
  }

  private String task() {
    List<String> quoted = content.classes().stream().map(Markdown::code).toList();
    String names =
        String.join(", ", quoted.stream().limit(12).toList())
            + (quoted.size() > 12 ? " and %d more".formatted(quoted.size() - 12) : "");
    return content.test().kind() == Metric.Kind.LABELS
        ? "saying which of the labels %s hold".formatted(names)
        : "telling apart %s".formatted(names);
  }

  private void data() {
    CardData data = content.data();
    text.heading(2, "Data");
    List<List<String>> facts = new ArrayList<>();
    facts.add(List.of("Name", Markdown.prose(data.name())));
    data.source().ifPresent(source -> facts.add(List.of("Source", Markdown.prose(source))));
    facts.add(List.of("Licence", data.licence().map(Markdown::prose).orElse("not stated")));
    if (!data.label().isEmpty()) {
      facts.add(List.of("Label", Markdown.prose(String.join(", ", data.label()))));
    }
    facts.add(List.of("SHA-256", "`" + data.sha256() + "`"));
    text.table(List.of("", ""), facts);
    text.paragraph("Class counts of each part; " + data.split() + ".");
    text.table(data.partsHeader(), data.partsRows());
    text.bullets(data.notes().stream().map(Markdown::prose).toList());
  }
}
