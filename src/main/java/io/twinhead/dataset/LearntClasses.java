package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import java.util.Arrays;
import java.util.List;

/**
 * The classes that a model learnt, for reading data that are to be measured with it: they may have
 * some of the classes only, in any order.
 *
 * @param names by code; of two the second is the positive one
 * @param task that the model learnt
 */
public record LearntClasses(List<String> names, Task task) {
  public LearntClasses {
    names = List.copyOf(names);
  }

  /**
   * The name of a class that data name so, or by the same number.
   *
   * @throws InputException if the model does not know it
   */
  String match(String source, String word) {
    return Positive.match(word, names)
        .orElseThrow(
            () ->
                new InputException(
                    "%s: has the class '%s', and the model learnt %s (%s); give it data with the same"
                            .formatted(source, word, String.join(", ", names), task)
                        + " names"));
  }

  /**
   * Labels of which each row has exactly one.
   *
   * @param codes of each row, by these names
   */
  Labels exclusive(String source, Unit unit, int[] codes) {
    requireTask(source, task != Task.MULTILABEL, "one class in each row");
    return new Labels(task, names, codes, null, List.of(Labels.counts(unit, names, codes)));
  }

  /** Labels that may overlap, of which the data have a column each. */
  Labels overlapping(String source, List<String> columns, byte[][] rows) {
    requireTask(source, task == Task.MULTILABEL, "labels that may overlap");
    if (columns.size() != names.size()) {
      throw new InputException(
          "%s: has %d label columns, and the model learnt %d labels (%s); name the same with --labels"
              .formatted(source, columns.size(), names.size(), String.join(", ", names)));
    }
    int[] codeOf = columns.stream().mapToInt(c -> names.indexOf(match(source, c))).toArray();
    byte[][] moved = Arrays.stream(rows).map(row -> moved(row, codeOf)).toArray(byte[][]::new);
    return new Labels(task, names, new int[0], moved, List.of());
  }

  private static byte[] moved(byte[] row, int[] codeOf) {
    byte[] moved = new byte[row.length];
    for (int k = 0; k < row.length; k++) {
      moved[codeOf[k]] = row[k];
    }
    return moved;
  }

  private void requireTask(String source, boolean same, String found) {
    if (!same) {
      throw new InputException(
          "%s: has %s, and the model learnt %s (%s); give it data with the same kind of label"
              .formatted(source, found, String.join(", ", names), task));
    }
  }
}
