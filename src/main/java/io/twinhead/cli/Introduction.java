package io.twinhead.cli;

import io.twinhead.comparison.ComparisonPlan;
import io.twinhead.config.Augment;
import io.twinhead.config.Schedule;
import io.twinhead.config.Task;
import io.twinhead.config.TrainingConfig;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.RowLimit;
import io.twinhead.dataset.Split;
import io.twinhead.evaluation.Baseline;
import io.twinhead.head.OutputHead;
import io.twinhead.training.Uninformed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.WordUtils;

/** What is known before training: the data, how it is read, and the loss to beat. */
final class Introduction {
  private static final int NAMES_SHOWN = 10;

  private Introduction() {}

  static String of(Dataset data, ComparisonPlan plan) {
    String parts = data.hasTestSplit() ? "the given test part" : plan.folds() + " folds";
    return text(
        data,
        "%s, seeds %s, %s".formatted(plan.model().name(), plan.seeds(), parts),
        plan,
        HeadNotes.ofComparison(data));
  }

  /**
   * Of one training.
   *
   * @param inherited the split of an earlier run, which is used then
   */
  static String ofTraining(
      Dataset data, ComparisonPlan plan, OutputHead head, Optional<Split> inherited) {
    String ownPart =
        inherited
            .map(split -> data.unit().count(split.test().length) + " held out for testing")
            .orElse("15 % held out for testing");
    String parts = data.hasTestSplit() ? "the given test part" : ownPart;
    String units = data.task() == Task.BINARY ? "" : " of " + head.outputs() + " units";
    RowLimit limit = RowLimit.of(plan.experiment().training());
    String warning = limit == null ? "" : wrapped("Warning: " + limit.warning()) + "\n";
    String introduction =
        text(
            data,
            "%s with a %s head%s, seed %d, %s"
                .formatted(plan.model().name(), head.name(), units, plan.seeds().get(0), parts),
            plan,
            HeadNotes.of(head, data));
    return warning + introduction;
  }

  private static String text(
      Dataset data, String what, ComparisonPlan plan, List<String> headNotes) {
    StringBuilder text = new StringBuilder();
    String shape =
        String.join(", ", data.unit().count(data.rows()), data.description(), classes(data));
    line(text, "%s", wrapped(data.name() + ": " + shape));
    data.notes().forEach(note -> line(text, "  %s", wrapped(note)));
    line(
        text,
        "%s",
        wrapped(
            "%s, at most %s%s".formatted(what, TrainingLines.epochs(plan.epochs()), course(plan))));
    headNotes.forEach(note -> line(text, "  %s", wrapped(note)));
    line(text, "%s", wrapped(baseline(data)));
    text.append(BackendLine.of(System.getProperties()));
    return text.append('\n').toString();
  }

  /** What changes from epoch to epoch. */
  private static String course(ComparisonPlan plan) {
    TrainingConfig training = plan.experiment().training();
    String rate =
        Schedule.CONSTANT.equals(training.schedule())
            ? ""
            : ", learning rate by " + training.schedule();
    boolean still = training.augment() == null || training.augment().equals(Augment.NONE);
    return rate + (still ? "" : ", images varied by " + training.augment() + " (--augment none)");
  }

  private static String classes(Dataset data) {
    List<String> names = data.classes();
    String shown =
        String.join(", ", names.stream().limit(NAMES_SHOWN).toList())
            + (names.size() > NAMES_SHOWN ? ", ..." : "");
    return switch (data.task()) {
      case BINARY -> "classes %s and %s (positive)".formatted(names.get(0), data.positive());
      case MULTICLASS -> "%d classes: %s".formatted(names.size(), shown);
      case MULTILABEL -> "%d labels that may overlap: %s".formatted(names.size(), shown);
    };
  }

  private static String baseline(Dataset data) {
    Baseline baseline = Baseline.of(Uninformed.about(data.targets(), data.weights())).orElseThrow();
    return String.format(
        Locale.ROOT,
        switch (data.task()) {
          case BINARY ->
              "Baseline over all %1$ss: log loss %2$.4f by always predicting %4$.1f %% %5$s (equal"
                  + " classes: %3$.4f)";
          case MULTICLASS ->
              "Baseline over all %1$ss: log loss %2$.4f by always predicting the share of each class"
                  + " (equal classes: ln %6$d = %3$.4f)";
          case MULTILABEL ->
              "Baseline over all %1$ss: log loss %2$.4f, the mean over labels, by always predicting"
                  + " the share of each label (one half for each: %3$.4f)";
        },
        data.unit(),
        baseline.entropy(),
        baseline.uniform(),
        100 * baseline.shares().get(0),
        data.task() == Task.BINARY ? data.positive() : "",
        data.classes().size());
  }

  /** At most 100 columns, a long name in one piece. */
  static String wrapped(String sentence) {
    return WordUtils.wrap(sentence, 96, "\n    ", false);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
