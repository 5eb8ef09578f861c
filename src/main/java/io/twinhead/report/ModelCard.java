package io.twinhead.report;

import io.twinhead.evaluation.Calibration;
import io.twinhead.evaluation.CalibrationMethod;
import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.MetricInterval;
import io.twinhead.evaluation.MetricIntervals;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import io.twinhead.run.Provenance;
import io.twinhead.training.Judgement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code model-card.md}: what somebody who is handed a model should know before using it, after
 * Mitchell et al., "Model Cards for Model Reporting" (2019). Begins with the YAML that model hubs
 * read. Says only what was measured or recorded; the same model gives the same card.
 */
public final class ModelCard {
  /** Of a resample of the test part, so that a card can be repeated. */
  private static final long SEED = 1;

  /** A share, or a mean over a class, of fewer rows moves by several percent with each of them. */
  private static final int FEW_ROWS = 100;

  private final Content content;
  private final Map<Metric, MetricInterval> intervals;
  private final Markdown text = new Markdown();

  private ModelCard(Content content) {
    this.content = content;
    this.intervals = MetricIntervals.of(content.test, content.threshold, content.clusters, SEED);
  }

  /**
   * What a card is made from.
   *
   * @param model the name of the trunk and its updater
   * @param parameters of the whole network
   * @param head {@code sigmoid} or {@code softmax}
   * @param classes names of classes or labels; of two classes the second is the positive one
   * @param best the epoch whose weights were kept, of all {@code epochs}
   * @param test predictions for the test part
   * @param clusters a code for each test row, the same for rows that are not independent
   * @param threshold of decisions; without meaning where the most probable class counts
   * @param metrics of {@code test} at the threshold
   * @param changes to the model after its training, in sentences
   * @param command that repeats the training; null if none is known
   */
  @SuppressWarnings("ArrayRecordComponent") // codes for loops; never compared
  public record Content(
      String model,
      long parameters,
      String head,
      List<String> classes,
      CardData data,
      int epochs,
      int best,
      Judgement judgement,
      Predictions test,
      int[] clusters,
      Threshold threshold,
      Calibration calibration,
      Map<Metric, Score> metrics,
      List<String> changes,
      Provenance provenance,
      @Nullable String command) {}

  /** Returns the document, to be stored as UTF-8. */
  public static String of(Content content) {
    return new ModelCard(content).document();
  }

  private String document() {
    frontMatter();
    CardData data = content.data;
    text.heading(1, "%s on %s".formatted(content.model, data.name()));
    text.paragraph(summary());
    use();
    data();
    metrics();
    decisions();
    limits();
    repeat();
    return text.toString();
  }

  private void frontMatter() {
    text.line("---");
    content.data.licence().ifPresent(l -> text.line("license: other"));
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
    return "A network of %s parameters (`%s`) with a **%s head**: %s. It %s."
        .formatted(
            Numbers.count(content.parameters),
            content.model,
            content.head,
            headWords(),
            content.judgement.sentence());
  }

  private String headWords() {
    int classes = content.classes.size();
    return switch (content.test.kind()) {
      case BINARY ->
          "%s for the probability of the class `%s`"
              .formatted(
                  content.head.equals("sigmoid") ? "one sigmoid unit" : "two softmax units",
                  content.classes.get(1));
      case CLASSES ->
          content.head.equals("sigmoid")
              ? "a sigmoid unit for each of %d classes, divided by their sum".formatted(classes)
              : "a softmax over %d classes".formatted(classes);
      case LABELS -> "a sigmoid unit for each of %d labels".formatted(classes);
    };
  }

  private void use() {
    CardData data = content.data;
    text.heading(2, "Use");
    text.paragraph(
        "**Made for:** %s from %s like those of %s: %s."
            .formatted(task(), data.images() ? "images" : "rows", data.name(), data.description()));
    text.paragraph("**Not measured, so not for use without a test of your own:**");
    List<String> not = new ArrayList<>();
    not.add(
        data.images()
            ? "images from other cameras, sources or crops than those in the data"
            : "rows from other sources or times than those in the data, or with columns that mean"
                + " something else");
    if (content.test.kind() != Metric.Kind.LABELS) {
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
    return content.data.images()
        ? "float32 [images, height, width, channels]"
        : "float32 [rows, inputs]";
  }

  private String task() {
    List<String> quoted = content.classes.stream().map(c -> "`" + c + "`").toList();
    String names =
        String.join(", ", quoted.stream().limit(12).toList())
            + (quoted.size() > 12 ? " and %d more".formatted(quoted.size() - 12) : "");
    return content.test.kind() == Metric.Kind.LABELS
        ? "saying which of the labels %s hold".formatted(names)
        : "telling apart %s".formatted(names);
  }

  private void data() {
    CardData data = content.data;
    text.heading(2, "Data");
    List<List<String>> facts = new ArrayList<>();
    facts.add(List.of("Name", data.name()));
    data.source().ifPresent(source -> facts.add(List.of("Source", source)));
    facts.add(List.of("Licence", data.licence().orElse("not stated")));
    if (!data.label().isEmpty()) {
      facts.add(List.of("Label", String.join(", ", data.label())));
    }
    facts.add(List.of("SHA-256", "`" + data.sha256() + "`"));
    text.table(List.of("", ""), facts);
    text.paragraph("Class counts of each part; " + data.split() + ".");
    text.table(data.partsHeader(), data.partsRows());
    text.bullets(data.notes());
  }

  private void metrics() {
    text.heading(2, "Metrics");
    text.paragraph(
        "On the test part (%s), which played no part in training. 95 %% intervals: %s"
            .formatted(Numbers.count(content.test.size(), content.data.unit()), method()));
    List<List<String>> rows = new ArrayList<>();
    content.metrics.forEach((metric, score) -> rows.add(row(metric, score)));
    text.table(List.of("Metric", "Value", "95 % interval"), rows);
  }

  private List<String> row(Metric metric, Score score) {
    if (!score.defined()) {
      return List.of(metric.title(), Numbers.UNDEFINED, "undefined: " + score.why());
    }
    return List.of(metric.title(), Numbers.of(score.value()), interval(metric));
  }

  private String interval(Metric metric) {
    MetricInterval found = Objects.requireNonNull(intervals.get(metric));
    Interval interval = found.interval();
    return interval == null
        ? "none: " + found.why()
        : "%s to %s".formatted(Numbers.of(interval.low()), Numbers.of(interval.high()));
  }

  private String method() {
    int clusters = (int) Arrays.stream(content.clusters).distinct().count();
    String drawn =
        clusters < content.test.size()
            ? "%s of %ss that are not independent"
                .formatted(Numbers.count(clusters, "cluster"), content.data.unit())
            : content.data.unit() + "s";
    return "bootstrap over %s, %s resamples%s. They see the chance in the choice of test %ss, not that of another training."
        .formatted(
            drawn,
            Numbers.count(MetricIntervals.resamples(content.test)),
            intervals.containsKey(Metric.ACCURACY) && clusters == content.test.size()
                ? "; of the accuracy Wilson's score"
                : "",
            content.data.unit());
  }

  private void decisions() {
    text.heading(2, "Decisions and probabilities");
    List<String> said = new ArrayList<>();
    switch (content.test.kind()) {
      case BINARY -> said.add(threshold("`%s`".formatted(content.classes.get(1))));
      case LABELS -> said.add(threshold("a label"));
      case CLASSES -> said.add("The most probable class is predicted.");
    }
    said.add(calibration());
    Optional.ofNullable(content.metrics.get(Metric.ECE))
        .filter(Score::defined)
        .ifPresent(
            ece ->
                said.add(
                    "Stated probabilities and observed shares differ by %s on average (ECE, 15 bins)."
                        .formatted(Numbers.of(ece.value()))));
    said.addAll(content.changes);
    text.bullets(said);
  }

  private String threshold(String what) {
    boolean chosen = !content.threshold.objective().equals(Threshold.HALF.objective());
    return "The model says %s from a probability of %s on, %s."
        .formatted(
            what,
            Numbers.of(content.threshold.value()),
            chosen
                ? "chosen on the validation part for `%s`".formatted(content.threshold.objective())
                : "which nobody has chosen: `calibrate` can");
  }

  private String calibration() {
    CalibrationMethod method = content.calibration.method();
    if (method != CalibrationMethod.NONE) {
      return "Probabilities are calibrated by `%s`, fitted on the validation part."
          .formatted(method.key());
    }
    return content.calibration.equals(Calibration.NONE)
        ? "Probabilities are the network's own, without calibration."
        : "Probabilities are corrected for the class weights in training, and not calibrated.";
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
            content.best,
            content.epochs));
    if (content.judgement.kind() != Judgement.Kind.LEARNS) {
      limits.add("The training " + content.judgement.sentence() + ".");
    }
    text.bullets(limits);
  }

  private void repeat() {
    text.heading(2, "Provenance");
    Provenance by = content.provenance;
    text.paragraph(
        "Trained by Twinhead %s on Java %s, %s, %s, ND4J's `%s`."
            .formatted(by.version(), by.java(), by.os(), by.cpu(), by.nativeLibrary()));
    if (content.command != null) {
      text.paragraph("Made by");
      text.code("sh", content.command);
    }
    text.paragraph(
        "The settings are in `config.yaml`, in `model.zip` too; on the same machine they repeat the"
            + " training to the bit:");
    text.code("sh", "java -jar target/twinhead.jar train --config config.yaml");
  }
}
