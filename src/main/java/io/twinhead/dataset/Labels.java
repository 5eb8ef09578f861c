package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What there is to predict.
 *
 * @param classes index = code; of two classes the second is the positive one
 * @param codes class of each row; empty if several labels may hold at once
 * @param indicators 0 or 1 for each row and label; null if each row has exactly one class
 * @param notes how the labels were read, for people
 */
@SuppressWarnings("ArrayRecordComponent") // columns for loops; not compared
record Labels(
    Task task,
    List<String> classes,
    int[] codes,
    byte @Nullable [][] indicators,
    List<String> notes) {
  private static final String CORRECT = "correct the task or the labels";
  private static final String SEVERAL =
      "labels that may overlap need a 0/1 column each: name them with --labels";

  /** Reads the label columns of a table. */
  static Labels of(String source, Table table, Roles roles, @Nullable LearntClasses learnt) {
    Labels labels =
        roles.label().size() == 1
            ? ClassLabels.read(source, table, roles, learnt)
            : IndicatorLabels.read(source, table, roles, learnt);
    return learnt == null ? labels.requireTask(source, roles.task()) : labels;
  }

  /**
   * Returns this.
   *
   * @param given what the labels should be; null if nothing is said
   * @throws InputException if they are something else
   */
  Labels requireTask(String source, @Nullable Task given) {
    if (given != null && given != task) {
      throw new InputException(
          "%s: task %s is given, but %s; %s"
              .formatted(source, given, found(), given == Task.MULTILABEL ? SEVERAL : CORRECT));
    }
    return this;
  }

  private String found() {
    String names = String.join(", ", classes.stream().limit(5).toList());
    String all = classes.size() > 5 ? names + ", ..." : names;
    return switch (task) {
      case BINARY -> "the label has two classes (%s), which is binary".formatted(all);
      case MULTICLASS -> "the label has %d classes (%s)".formatted(classes.size(), all);
      case MULTILABEL ->
          "the %d labels (%s) do not exclude each other, %s"
              .formatted(classes.size(), all, overlap());
    };
  }

  /** Where labels do not exclude each other; a table says so only if there is such a row. */
  private String overlap() {
    byte[][] rows = Objects.requireNonNull(indicators);
    int row = IndicatorLabels.firstNotOneHot(rows);
    return "as row %d has %d of them".formatted(row + 1, IndicatorLabels.ones(rows[row]));
  }

  /** The targets of some rows. */
  Targets targets(int[] rows) {
    if (indicators == null) {
      return new ClassTargets(classes.size(), Arrays.stream(rows).map(row -> codes[row]).toArray());
    }
    int width = classes.size();
    byte[] values = new byte[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(indicators[rows[i]], 0, values, i * width, width);
    }
    return new LabelTargets(width, values);
  }

  /**
   * Labels of which each row has exactly one.
   *
   * @param classes in sorted or given order
   * @param chosen the positive class if somebody said so
   */
  static Labels exclusive(
      String source, Unit unit, List<String> classes, int[] codes, @Nullable String chosen) {
    if (classes.size() > 2) {
      String counts = counts(unit, classes, codes);
      return new Labels(Task.MULTICLASS, classes, codes, null, List.of(counts));
    }
    Positive positive = positive(source, classes, chosen);
    boolean swap = positive.name().equals(classes.get(0));
    List<String> ordered = swap ? List.of(classes.get(1), classes.get(0)) : classes;
    int[] binary = swap ? Arrays.stream(codes).map(code -> 1 - code).toArray() : codes;
    List<String> notes = new ArrayList<>();
    notes.add(counts(unit, ordered, binary));
    notes.add("The positive class is '%s': %s.".formatted(positive.name(), positive.why()));
    return new Labels(Task.BINARY, ordered, binary, null, List.copyOf(notes));
  }

  private static Positive positive(String source, List<String> classes, @Nullable String chosen) {
    if (chosen == null) {
      return Positive.byRule(classes.stream().sorted(ClassLabels.ORDER).toList());
    }
    String name =
        Positive.match(chosen, classes)
            .orElseThrow(
                () ->
                    new InputException(
                        "%s: the positive class '%s' is not one of the classes; choose '%s' or '%s'"
                            .formatted(source, chosen, classes.get(0), classes.get(1))));
    return new Positive(name, "as given");
  }

  static String counts(Unit unit, List<String> classes, int[] codes) {
    int[] counts = new int[classes.size()];
    for (int code : codes) {
      counts[code]++;
    }
    List<String> parts = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      parts.add("'%s' (%s)".formatted(classes.get(c), unit.count(counts[c])));
    }
    return "Classes: " + String.join(", ", parts) + ".";
  }

  Labels withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(0, note);
    return new Labels(task, classes, codes, indicators, Collections.unmodifiableList(more));
  }
}
