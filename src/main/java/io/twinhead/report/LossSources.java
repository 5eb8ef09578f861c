package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.text;

import io.twinhead.evaluation.Baseline;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Binning;
import io.twinhead.evaluation.BrierParts;
import io.twinhead.evaluation.CalibrationErrors;
import io.twinhead.evaluation.LogLossLedger;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Reliability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the heads' loss consists of: what nobody could avoid, and what the probabilities add. */
record LossSources(List<HeadResult> heads, Classes classes) {

  /** The section; empty if the rows have no weight, or the loss is infinite. */
  static Optional<Html.Element> of(List<HeadResult> heads, Classes classes) {
    LossSources sources = new LossSources(heads, classes);
    boolean finite = heads.stream().allMatch(head -> head.score(Metric.LOG_LOSS).defined());
    return !finite
        ? Optional.empty()
        : Optional.of(
            Html.section(
                "Where does the loss come from?",
                heads.get(0).kind() == Metric.Kind.BINARY
                    ? sources.ofTwoClasses()
                    : sources.ofSeveral()));
  }

  private List<Html> ofTwoClasses() {
    return List.of(
        element(
            "p",
            "Log loss is a cross-entropy: how much a row's class surprises those who believe the"
                + " probabilities, on average, in nats. Cross-entropy = entropy + KL divergence: the"
                + " surprise that is left even to those who know the true chances, plus what wrong"
                + " probabilities cost. To tell the two apart, the rows are sorted by their"
                + " probability and cut into %d bins of about equal weight, and a bin's share of %s"
                    .formatted(Reliability.BINS, classes.positive())
                + " rows stands for their true chance. Entropy of the prevalence and information"
                + " together are the entropy, miscalibration is the divergence."),
        element("div", ledger(), brier()).with("class", "columns"),
        element("p", caution()).with("class", "note"),
        errors());
  }

  private Html ledger() {
    List<LogLossLedger> ledgers = each(p -> LogLossLedger.of(p, Binning.equalMass(p)));
    return table(
        "Log loss, part by part, in nats",
        "Part",
        List.of(
            row("Entropy of the prevalence", prevalence(), ledgers, l -> l.prevalenceEntropy()),
            part(
                "Information gained",
                "what a row's bin tells about its class; more is better",
                ledgers,
                l -> -l.information()),
            part(
                "Miscalibration",
                "KL divergence between a bin's share and its mean probability; calibration could"
                    + " remove it",
                ledgers,
                LogLossLedger::miscalibration),
            part(
                "Within bins",
                "the probabilities of a bin differ; below 0 where that helps",
                ledgers,
                LogLossLedger::withinBins),
            row("Sum", "", ledgers, LogLossLedger::sum),
            row("Log loss", "row by row, without bins", ledgers, LogLossLedger::logLoss),
            row("Gap", "rounding: the parts add up", ledgers, LogLossLedger::gap)));
  }

  private String prevalence() {
    return Baseline.of(heads.get(0).heldOut())
        .map(
            baseline ->
                "the loss of always answering the share of %s rows, %s"
                    .formatted(classes.positive(), Numbers.percent(baseline.prevalence())))
        .orElse("");
  }

  private Html brier() {
    List<BrierParts> parts = each(p -> BrierParts.of(p, Binning.equalMass(p)));
    return table(
        "Brier score, part by part",
        "Part",
        List.of(
            row(
                "Uncertainty",
                "the score of always answering the share",
                parts,
                BrierParts::uncertainty),
            part(
                "Resolution",
                "how far the bins' shares differ; more is better",
                parts,
                b -> -b.resolution()),
            part(
                "Reliability",
                "squared distance between a bin's share and its mean probability",
                parts,
                BrierParts::reliability),
            part(
                "Variance within bins",
                "how far the probabilities of a bin differ",
                parts,
                BrierParts::withinBinVariance),
            part(
                "Covariance within bins",
                "how far they go with the class there, twice; more is better",
                parts,
                b -> -b.withinBinCovariance()),
            row("Sum", "", parts, BrierParts::sum),
            row("Brier score", "row by row, without bins", parts, BrierParts::brier),
            row("Gap", "rounding: the parts add up", parts, b -> b.brier() - b.sum())));
  }

  private String caution() {
    int rows = heads.get(0).heldOut().size();
    return "Over %s%s: some %s in a bin."
            .formatted(
                Numbers.count(rows, "held-out prediction"),
                HeadResult.pooled(heads),
                Numbers.count(Math.max(1, Math.round((double) rows / Reliability.BINS)), "row"))
        + " A share of few rows strays from the true chance, which makes information and"
        + " miscalibration both look larger than they are, even where probabilities are right;"
        + " their difference, and the log loss, are not affected."
        + (HeadResult.pooled(heads).isEmpty()
            ? ""
            : " Means over trainings, as in the table of metrics, differ from what is pooled.");
  }

  private Html errors() {
    List<CalibrationErrors> errors = each(CalibrationErrors::of);
    return table(
        "Expected calibration error in the four ways in which people compute it, over %d bins"
            .formatted(Reliability.BINS),
        "Probability and bins",
        List.of(
            row(
                "Of the positive class, equal width",
                "of %s; what the other tables call ECE".formatted(classes.positive()),
                errors,
                CalibrationErrors::positiveEqualWidth),
            row(
                "Of the positive class, equal weight",
                "",
                errors,
                CalibrationErrors::positiveEqualMass),
            row(
                "Of the predicted class, equal width",
                "against how often it is right; usual in papers",
                errors,
                CalibrationErrors::topLabelEqualWidth),
            row(
                "Of the predicted class, equal weight",
                "",
                errors,
                CalibrationErrors::topLabelEqualMass)));
  }

  private List<Html> ofSeveral() {
    boolean exclusive = heads.get(0).kind() == Metric.Kind.CLASSES;
    return List.of(
        element(
            "p",
            "Log loss is a cross-entropy: how much %s surprises those who believe the probabilities, on"
                    .formatted(exclusive ? "a row's class" : "the truth about a label")
                + " average, in nats."
                + " Always answering %s costs their entropy; what the network knows about a row"
                    .formatted(exclusive ? "the share of each class" : "each label's share")
                + " takes the rest off."),
        table(
            "Log loss, part by part, in nats",
            "Part",
            List.of(
                row(
                    exclusive ? "Entropy of the class shares" : "Entropy of the label shares",
                    exclusive ? "" : "mean over the labels",
                    heads,
                    LossSources::entropy),
                part(
                    "Taken off by the network",
                    "above 0 it would do worse than the shares",
                    heads,
                    head -> head.value(Metric.LOG_LOSS) - entropy(head)),
                row("Log loss", "", heads, head -> head.value(Metric.LOG_LOSS)))));
  }

  private static double entropy(HeadResult head) {
    return Baseline.of(head.heldOut()).orElseThrow().entropy();
  }

  private <T> List<T> each(Function<BinaryPredictions, Optional<T>> of) {
    return heads.stream()
        .map(h -> of.apply((BinaryPredictions) h.heldOut()).orElseThrow())
        .toList();
  }

  private Html table(String caption, String first, List<List<Html>> rows) {
    List<String> columns = new ArrayList<>(List.of(first));
    heads.forEach(head -> columns.add(head.name()));
    return new DataTable(caption, columns, rows).html();
  }

  private static <T> List<Html> row(
      String name, String meaning, List<T> heads, ToDoubleFunction<T> value) {
    return cells(name, meaning, heads, head -> Numbers.of(value.applyAsDouble(head)));
  }

  /** With a sign, to be added. */
  private static <T> List<Html> part(
      String name, String meaning, List<T> heads, ToDoubleFunction<T> value) {
    return cells(name, meaning, heads, head -> Numbers.signed(value.applyAsDouble(head)));
  }

  private static <T> List<Html> cells(
      String name, String meaning, List<T> heads, Function<T, String> value) {
    List<Html> cells = new ArrayList<>();
    cells.add(
        meaning.isEmpty() ? text(name) : element("span", text(name), element("small", meaning)));
    heads.forEach(head -> cells.add(text(value.apply(head))));
    return cells;
  }
}
