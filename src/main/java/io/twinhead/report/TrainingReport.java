package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.section;

import io.twinhead.comparison.Mistakes;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import io.twinhead.run.Provenance;
import io.twinhead.training.Adjustment;
import io.twinhead.training.Epoch;
import io.twinhead.training.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

/** One training as one HTML document that needs nothing else. */
public final class TrainingReport {
  private final Content content;
  private final List<HeadResult> heads;
  private final Classes classes;
  private final ChartData data;

  private TrainingReport(Content content) {
    this.content = content;
    this.heads = List.of(content.result());
    this.classes = new Classes(content.classes());
    ChartData of = ChartData.of(heads);
    this.data = content.calibrating().map(c -> of.calibratedFrom(c.before())).orElse(of);
  }

  /**
   * What there is to say about a training.
   *
   * @param rows of the data set in each part
   * @param classes the names of classes or labels; of two classes the second is the positive one
   * @param parameters of the whole network
   * @param head {@code sigmoid} or {@code softmax}
   * @param history every epoch
   * @param bestEpoch the epoch whose weights were kept, from 1 on
   * @param testRows the data-set row of each test prediction
   * @param test predictions for the held-out part
   * @param metrics of {@code test} at the model's threshold, or by the most probable of several
   *     classes
   * @param antisymmetry of two softmax logits on the test part: how far from each other's negatives
   * @param exhibits a picture of each data row; empty for tables
   * @param notes how the data were read
   * @param config every setting, as YAML
   * @param command that repeats the training
   * @param calibrating what became of the model afterwards; empty if nothing did
   */
  @SuppressWarnings("ArrayRecordComponent") // row numbers for loops; never compared
  public record Content(
      String dataset,
      String sha256,
      PartRows rows,
      List<String> classes,
      String model,
      long parameters,
      String head,
      List<Epoch> history,
      int bestEpoch,
      Judgement judgement,
      int[] testRows,
      Predictions test,
      Map<Metric, Score> metrics,
      Optional<Double> antisymmetry,
      Optional<IntFunction<Exhibit>> exhibits,
      List<String> notes,
      String config,
      Provenance provenance,
      String command,
      Optional<Calibrating> calibrating) {

    private Threshold threshold() {
      return calibrating.map(c -> c.choice().threshold().toThreshold()).orElse(Threshold.HALF);
    }

    private HeadResult result() {
      return new HeadResult(
          head,
          List.of(new Run("", history, bestEpoch, judgement)),
          test,
          threshold(),
          metrics,
          Mistakes.of(testRows, test));
    }
  }

  /**
   * A calibration and a threshold that were chosen after training.
   *
   * @param before predictions for the held-out part without the calibration
   * @param metricsAtHalf of those with it, at threshold one half
   */
  public record Calibrating(
      Adjustment choice, BinaryPredictions before, Map<Metric, Score> metricsAtHalf) {}

  /** The number of rows in each part. */
  public record PartRows(int train, int validation, int test) {}

  /** Returns the document, to be stored as UTF-8. */
  public static String of(Content content) {
    return new TrainingReport(content).page().document();
  }

  private Page page() {
    List<Page.Section> sections = new ArrayList<>();
    sections.add(new Page.Section("", verdict()));
    sections.add(new Page.Section("Metrics", metrics()));
    content
        .calibrating()
        .map(c -> CalibrationSection.of(head(), classes, c.choice(), c.before()))
        .ifPresent(section -> sections.add(new Page.Section("Calibration", section)));
    TaskSections ofTask = new TaskSections(heads, classes);
    sections.addAll(ofTask.decisions());
    sections.add(ofTask.curves());
    sections.addAll(ofTask.lossSources());
    sections.add(
        new Page.Section(
            "Learning",
            section("Did it learn?", LossCharts.of(heads, data), LossCharts.table(heads))));
    content
        .exhibits()
        .map(exhibits -> MistakeGallery.of(heads, classes, exhibits))
        .ifPresent(gallery -> sections.add(new Page.Section("Mistakes", gallery)));
    sections.add(new Page.Section("Data", facts()));
    sections.add(
        new Page.Section(
            "Glossary", section("What the metrics mean", Glossary.metrics(content.test().kind()))));
    sections.add(new Page.Section("Provenance", origin()));
    return new Page(
        "Training on " + content.dataset(),
        "Training of a " + content.head() + " head",
        content.dataset() + ", model " + content.model() + afterwards() + ".",
        sections,
        data);
  }

  private HeadResult head() {
    return heads.get(0);
  }

  private String afterwards() {
    return content.calibrating().isPresent() ? "; calibration and threshold chosen since" : "";
  }

  private Html.Element verdict() {
    return element(
            "section",
            element("h2", headline()),
            element("p", sentence()),
            element("div", headlines().stream().map(this::figure).toList())
                .with("class", "figures"))
        .with("class", "verdict " + content.judgement().kind().name().toLowerCase(Locale.ROOT));
  }

  private List<Metric> headlines() {
    return switch (content.test().kind()) {
      case BINARY -> List.of(Metric.LOG_LOSS, Metric.ROC_AUC, Metric.ACCURACY, Metric.F1);
      case CLASSES -> List.of(Metric.LOG_LOSS, Metric.ROC_AUC, Metric.ACCURACY, Metric.MACRO_F1);
      case LABELS ->
          List.of(
              Metric.LOG_LOSS,
              Metric.LABEL_RANKING_AVERAGE_PRECISION,
              Metric.HAMMING_LOSS,
              Metric.MICRO_F1);
    };
  }

  private String headline() {
    return switch (content.judgement().kind()) {
      case LEARNS -> "The network learns";
      case OVERFITS -> "The network learns, then overfits";
      case STUCK_AT_BASELINE -> "The network is stuck at the baseline";
    };
  }

  private String sentence() {
    String sentence = content.judgement().sentence();
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) + ".";
  }

  private Html figure(Metric metric) {
    return element(
        "p",
        element("strong", Numbers.of(score(metric).value())),
        element("small", metric.title() + (decided(metric) ? ", at " + threshold() : "")));
  }

  private Html.Element metrics() {
    List<Html> parts = new ArrayList<>();
    parts.add(
        new DataTable(
                "On the %s of the test part, %s"
                    .formatted(Numbers.count(content.test().size(), "row"), decidedBy()),
                columns(),
                Metric.forPredictions(content.test()).stream().map(this::row).toList())
            .html());
    for (Metric metric : Metric.forPredictions(content.test())) {
      reason(metric)
          .ifPresent(why -> parts.add(element("p", metric.title() + why).with("class", "note")));
    }
    return section("How good is it?", parts);
  }

  private List<String> columns() {
    return atHalf().isPresent()
        ? List.of("Metric", "at " + threshold(), "at 0.5", "better is")
        : List.of("Metric", "value", "better is");
  }

  private List<Html> row(Metric metric) {
    List<String> cells = new ArrayList<>();
    cells.add(metric.title());
    cells.add(Numbers.of(score(metric).value()));
    atHalf().ifPresent(half -> cells.add(Numbers.of(get(half, metric).value())));
    cells.add(metric.higherIsBetter() ? "higher" : "lower");
    return DataTable.cells(cells.toArray(String[]::new));
  }

  /** Why a metric is undefined at the threshold, or else at one half. */
  private Optional<String> reason(Metric metric) {
    String why = score(metric).why();
    return why != null
        ? Optional.of(": " + why)
        : atHalf().map(half -> get(half, metric).why()).map(reason -> " at 0.5: " + reason);
  }

  /** The metrics at one half, if that is not the model's threshold. */
  private Optional<Map<Metric, Score>> atHalf() {
    return content
        .calibrating()
        .filter(c -> head().hasOwnThreshold())
        .map(Calibrating::metricsAtHalf);
  }

  private boolean decided(Metric metric) {
    return head().hasOwnThreshold() && Decisions.METRICS.contains(metric);
  }

  private String threshold() {
    return Numbers.trimmed(head().threshold().value());
  }

  private String decidedBy() {
    return content.test().kind() == Metric.Kind.CLASSES
        ? "predicted as the most probable class"
        : head().hasOwnThreshold() ? "at the model's threshold and at 0.5" : "at threshold 0.5";
  }

  private Score score(Metric metric) {
    return get(content.metrics(), metric);
  }

  private static Score get(Map<Metric, Score> metrics, Metric metric) {
    return Objects.requireNonNull(metrics.get(metric));
  }

  private Html.Element facts() {
    PartRows rows = content.rows();
    List<Html> parts = new ArrayList<>();
    List<Pair> pairs = new ArrayList<>();
    pairs.add(new Pair("Data set", content.dataset()));
    pairs.add(
        new Pair(
            "Rows",
            "%s for training, %s for validation, %s for the test"
                .formatted(
                    Numbers.count(rows.train()),
                    Numbers.count(rows.validation()),
                    Numbers.count(rows.test()))));
    pairs.addAll(Facts.classes(classes, content.test().kind(), ""));
    pairs.add(new Pair("Model", content.model() + " with a " + content.head() + " head"));
    pairs.add(new Pair("Size", Numbers.count(content.parameters(), "parameter")));
    pairs.add(
        new Pair(
            "Epochs",
            "%s, of which number %s was kept"
                .formatted(
                    Numbers.count(content.history().size()), Numbers.count(content.bestEpoch()))));
    content
        .antisymmetry()
        .map(
            share ->
                "The two logits add up to %s of their difference; each the other's negative: 0"
                    .formatted(Numbers.of(share)))
        .ifPresent(fact -> pairs.add(new Pair("Logits", fact)));
    parts.add(Pair.list(pairs));
    parts.addAll(Facts.notes(content.notes()));
    return section("Data and model", parts);
  }

  private Html.Element origin() {
    return Origin.of(
        List.of(new Pair("Data, SHA-256", content.sha256())),
        content.provenance(),
        content.config(),
        content.command());
  }
}
