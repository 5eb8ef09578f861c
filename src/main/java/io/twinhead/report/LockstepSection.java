package io.twinhead.report;

import static io.twinhead.report.Html.element;
import static io.twinhead.report.Html.section;

import io.twinhead.comparison.Comparison;
import io.twinhead.comparison.Comparison.MatchedSummary;
import io.twinhead.comparison.LockstepEpoch;
import io.twinhead.comparison.LockstepResult;
import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Two networks, step by step: how far apart the heads are, and why. */
record LockstepSection(List<LockstepResult> results) {
  private static final Map<String, String> COLOURS =
      Map.of(
          "matched", "sigmoid",
          "explained", "yes",
          "naive", "softmax",
          "counterexample", "ink");

  /** The section; its plot is number {@code index} of the page. */
  static Html.Element of(Comparison comparison, int index) {
    LockstepSection lockstep = new LockstepSection(comparison.lockstepRuns());
    List<Html> content = new ArrayList<>();
    content.add(element("p", Lockstepping.sentence(comparison.lockstep())));
    content.add(lockstep.plot().key());
    content.add(
        Plot.chart(
            index,
            "Largest difference between the two networks' probabilities.",
            "After each pass over the training rows, on rows held out; logarithmic.",
            "one line for each pair of networks; the table below has the largest values."));
    content.add(lockstep.table());
    content.add(Pair.list(lockstep.meanings().toArray(Pair[]::new)));
    content.add(lockstep.passes());
    MatchedSummary matched = comparison.matched();
    if (matched != null) {
      content.add(element("h3", "Matched heads, trained to the end"));
      content.add(element("p", matched.verdict().reason()));
      content.add(matchedTable(matched));
    }
    return section("The two heads in lockstep", content);
  }

  Plot plot() {
    return new Plot(
        "step",
        "largest difference of probabilities",
        true,
        results.stream().map(LockstepSection::line).toList());
  }

  private static Plot.Series line(LockstepResult result) {
    return Plot.Series.of(
        name(result),
        Objects.requireNonNull(COLOURS.get(result.name())),
        result.precision().equals("float"),
        result.epochs().stream().mapToDouble(LockstepEpoch::steps).toArray(),
        result.epochs().stream().mapToDouble(LockstepEpoch::maxAbsProbabilityDifference).toArray());
  }

  private static String name(LockstepResult result) {
    return result.name() + ", " + result.precision();
  }

  private Html table() {
    return new DataTable(
            "Largest differences over all steps",
            List.of(
                "Pair", "steps", "probability", "loss", "|z0 + z1|", "trunk", "allowed", "holds"),
            results.stream().map(LockstepSection::row).toList())
        .html();
  }

  private static List<Html> row(LockstepResult result) {
    return DataTable.cells(
        name(result),
        Numbers.count(result.steps()),
        Lockstepping.size(result.maxAbsProbabilityDifference()),
        Lockstepping.size(result.maxAbsLossDifference()),
        Lockstepping.size(result.maxAbsAntisymmetry()),
        Lockstepping.size(result.maxAbsTrunkDistance()),
        result.tolerance() == null ? Numbers.UNDEFINED : Lockstepping.size(result.tolerance()),
        result.holds() == null ? Numbers.UNDEFINED : result.holds() ? "yes" : "no");
  }

  private List<Pair> meanings() {
    return results.stream()
        .map(LockstepResult::name)
        .distinct()
        .map(name -> new Pair(name, Lockstepping.meaning(name)))
        .toList();
  }

  private Html passes() {
    List<List<Html>> rows = new ArrayList<>();
    for (LockstepResult result : results) {
      for (LockstepEpoch pass : result.epochs()) {
        rows.add(
            DataTable.cells(
                name(result),
                Numbers.count(pass.epoch()),
                Numbers.count(pass.steps()),
                Lockstepping.size(pass.maxAbsProbabilityDifference()),
                Lockstepping.size(pass.maxAbsLossDifference()),
                Lockstepping.size(pass.maxAbsAntisymmetry()),
                Lockstepping.size(pass.maxAbsTrunkDistance())));
      }
    }
    return Chart.details(
        "Every pass in numbers",
        new DataTable(
                "Differences after each pass",
                List.of("Pair", "pass", "steps", "probability", "loss", "|z0 + z1|", "trunk"),
                rows)
            .html());
  }

  private static Html matchedTable(MatchedSummary matched) {
    List<List<Html>> rows = new ArrayList<>();
    matched
        .paired()
        .forEach(
            (metric, paired) ->
                rows.add(
                    DataTable.cells(
                        Metric.ofKey(metric).title(),
                        Lockstepping.size(paired.difference()),
                        interval(paired.ci90()),
                        Numbers.trimmed(paired.margin()),
                        paired.equivalent() == null
                            ? Numbers.UNDEFINED
                            : paired.equivalent() ? "yes" : "no")));
    return new DataTable(
            "Matched softmax - sigmoid, trained with early stopping",
            List.of("Metric", "difference", "90 % interval", "margin", "equivalent?"),
            rows)
        .html();
  }

  private static String interval(@Nullable Interval interval) {
    return interval == null
        ? Numbers.UNDEFINED
        : Lockstepping.size(interval.low()) + " to " + Lockstepping.size(interval.high());
  }
}
