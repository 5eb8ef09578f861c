package io.twinhead.audit;

import io.twinhead.config.Task;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.SharedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Labels, weights and given splits of a data set. */
final class DataRules {
  private static final double IMBALANCE = 9;
  private static final double RARE_LABEL = 0.05;

  private final Dataset data;
  private final List<Finding> findings = new ArrayList<>();

  private DataRules(Dataset data) {
    this.data = data;
  }

  /**
   * Checks everything but single columns.
   *
   * @param head name of the head that is to be trained; null if none is named
   * @param folds of a cross-validation; 0 without one
   */
  static List<Finding> check(Dataset data, @Nullable String head, int folds) {
    DataRules rules = new DataRules(data);
    if (head != null) {
      rules.checkHead(head);
    }
    if (data.task() == Task.BINARY) {
      rules.findings.addAll(PositiveRules.check(data));
    }
    if (data.task() == Task.MULTILABEL) {
      rules.checkRareLabels();
    } else {
      rules.checkClasses(folds);
    }
    rules.checkCopies();
    return rules.findings;
  }

  private void checkHead(String head) {
    if (head.equals("softmax") && data.task() == Task.MULTILABEL) {
      add(Rule.OVERLAPPING_LABELS, overlap(), "use --head sigmoid, one unit for each label");
    }
    if (head.equals("sigmoid") && data.task() == Task.MULTICLASS) {
      add(
          Rule.EXCLUSIVE_CLASSES,
          "Exactly one of the %d classes holds in every %s, and each gets a sigmoid unit of its own."
              .formatted(data.classes().size(), data.unit()),
          "use --head softmax, unless one class against the rest is what you want to measure");
    }
  }

  private String overlap() {
    OptionalInt row = data.firstNotOneHot();
    if (row.isEmpty()) {
      return "The task is given as multilabel, though exactly one label holds in every row.";
    }
    List<String> names = data.labelsOf(row.getAsInt());
    return "In %s %s."
        .formatted(
            data.place(row.getAsInt()),
            names.isEmpty() ? "no label holds" : "'" + String.join("' and '", names) + "' hold");
  }

  private void checkRareLabels() {
    byte[][] labels = data.indicators();
    int[] counts =
        IntStream.range(0, data.classes().size())
            .map(k -> (int) Arrays.stream(labels).filter(row -> row[k] == 1).count())
            .toArray();
    List<String> rare =
        IntStream.range(0, counts.length)
            .filter(k -> counts[k] < RARE_LABEL * data.rows())
            .mapToObj(k -> "'%s' (%d)".formatted(data.classes().get(k), counts[k]))
            .toList();
    if (!rare.isEmpty()) {
      add(
          Rule.IMBALANCE,
          "Labels that hold in fewer than 5 %% of %s: %s."
              .formatted(data.unit().count(data.rows()), String.join(", ", rare)),
          "judge them by their own average precision, not by subset accuracy or Hamming loss");
    }
  }

  private void checkClasses(int folds) {
    int[] labels = data.labels();
    int[] counts = new int[data.classes().size()];
    double[] rowWeights = data.weights();
    double[] weights = new double[counts.length];
    for (int row = 0; row < labels.length; row++) {
      counts[labels[row]]++;
      weights[labels[row]] += rowWeights[row];
    }
    for (int k = 0; k < counts.length; k++) {
      checkClass(data.classes().get(k), counts[k], weights[k], folds);
    }
    int least = indexOf(counts, Arrays.stream(counts).min().orElseThrow());
    int most = indexOf(counts, Arrays.stream(counts).max().orElseThrow());
    if (counts[most] > IMBALANCE * counts[least]) {
      add(
          Rule.IMBALANCE,
          String.format(
              Locale.ROOT,
              "'%s' is %.1f %% of %s, and '%s' %.1f %%.",
              data.classes().get(least),
              100.0 * counts[least] / labels.length,
              data.unit().count(labels.length),
              data.classes().get(most),
              100.0 * counts[most] / labels.length),
          "judge by log loss and average precision; choose the threshold for the costs at hand"
              + " (calibrate --threshold); --class-weight balanced shifts training to the rare class");
    }
  }

  private void checkClass(String name, int count, double weight, int folds) {
    if (weight == 0) {
      add(
          Rule.NO_WEIGHT,
          "All %s of class '%s' have the weight 0.".formatted(data.unit().count(count), name),
          "give them a positive weight, or choose another --weight column");
    }
    if (count < folds && !data.hasTestSplit() && !data.timeOrdered()) {
      add(
          Rule.RARE_CLASS,
          "Class '%s' has %s, and there are %d folds."
              .formatted(name, data.unit().count(count), folds),
          count < 2
              ? "add %ss of it, or leave it out".formatted(data.unit())
              : "use --folds %d or fewer, or add %ss of it".formatted(count, data.unit()));
    }
  }

  private static int indexOf(int[] values, int value) {
    return IntStream.range(0, values.length).filter(i -> values[i] == value).findFirst().orElse(0);
  }

  private void checkCopies() {
    SharedRows.of(data)
        .ifPresent(
            shared ->
                add(
                    Rule.SHARED_ROWS,
                    ("Exact copies of training or validation examples in the test part: %d of %s;"
                            + " the first is %s, a copy of %s.")
                        .formatted(
                            shared.shared(),
                            data.unit().count(shared.test()),
                            data.place(shared.testRow()),
                            data.place(shared.trainRow())),
                    "remove the copies from one of the two parts"));
    if (data.duplicates() > 0 && !data.hasTestSplit() && data.imageShape().isEmpty()) {
      add(
          Rule.COPIES,
          "Rows that exactly repeat an earlier one, label included: %d of %d."
              .formatted(data.duplicates(), data.rows()),
          "remove them if they are recorded twice, or keep them together with --group");
    }
  }

  private void add(Rule rule, String what, String remedy) {
    findings.add(rule.at(data.name(), what, remedy));
  }
}
