package io.twinhead.report;

import io.twinhead.comparison.Arm;
import io.twinhead.comparison.Outcome;
import io.twinhead.comparison.Outcomes;
import io.twinhead.evaluation.Baseline;
import io.twinhead.training.Judgement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the trainings learnt anything.
 *
 * @param baseline of all held-out rows; null if they have no weight
 */
record Losses(@Nullable Baseline baseline, Tally sigmoid, Tally softmax) {

  /** How one head's trainings were judged. */
  record Tally(long learns, long overfits, long stuck) {

    private static Tally of(List<Outcome> outcomes) {
      return new Tally(
          count(outcomes, Judgement.Kind.LEARNS),
          count(outcomes, Judgement.Kind.OVERFITS),
          count(outcomes, Judgement.Kind.STUCK_AT_BASELINE));
    }

    private static long count(List<Outcome> outcomes, Judgement.Kind kind) {
      return outcomes.stream().filter(outcome -> outcome.judgement().kind() == kind).count();
    }

    private boolean mostlyStuck() {
      return stuck > learns + overfits;
    }

    /** Such as "13 learn, 2 learn then overfit". */
    String words() {
      return Stream.of(
              learns == 0 ? "" : learns + " learn",
              overfits == 0 ? "" : overfits + " learn then overfit",
              stuck == 0 ? "" : stuck + " stuck at the baseline")
          .filter(words -> !words.isEmpty())
          .collect(Collectors.joining(", "));
    }
  }

  static Losses of(List<Outcome> all) {
    Outcomes outcomes = new Outcomes(all);
    return new Losses(
        Baseline.of(outcomes.pooled(Arm.SIGMOID)).orElse(null),
        Tally.of(outcomes.of(Arm.SIGMOID)),
        Tally.of(outcomes.of(Arm.SOFTMAX)));
  }

  /** The log loss to beat. */
  String target() {
    if (baseline == null) {
      return "none, for the held-out rows have no weight";
    }
    int shares = baseline.shares().size();
    return String.format(
        Locale.ROOT,
        "log loss %.4f (always answering %s; balanced: ln %d = %.4f)",
        baseline.entropy(),
        shares == 1
            ? "the positives' share, " + Numbers.percent(baseline.prevalence())
            : "the share of each class",
        Math.max(2, shares),
        baseline.uniform());
  }

  /** That a head learnt nothing in most of its trainings. */
  Optional<String> warning() {
    String who =
        Stream.of(sigmoid.mostlyStuck() ? "sigmoid" : "", softmax.mostlyStuck() ? "softmax" : "")
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining(" and "));
    return who.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Warning: most "
                + who
                + " trainings are stuck at the baseline: they learnt nothing from the features, so"
                + " the comparison says little about the heads. Check the label and the features,"
                + " or change the learning rate in the model file.");
  }
}
