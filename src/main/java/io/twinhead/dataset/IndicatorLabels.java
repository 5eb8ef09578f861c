package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Several 0/1 columns: one class in disguise if exactly one of them is 1 in every row (one-hot), or
 * else labels that may overlap.
 */
final class IndicatorLabels {
  private IndicatorLabels() {}

  static Labels read(String source, Table table, Roles roles, @Nullable LearntClasses learnt) {
    List<String> names = roles.label();
    byte[][] indicators = new byte[table.rows()][names.size()];
    for (int k = 0; k < names.size(); k++) {
      fill(indicators, k, table, table.words(names.get(k)));
    }
    if (learnt != null) {
      return learnt(source, names, indicators, learnt);
    }
    if (roles.task() == Task.MULTILABEL || firstNotOneHot(indicators) >= 0) {
      checkNoneConstant(source, names, indicators);
      String note =
          "%d label columns: any of them may be 1 in a row (multi-label).".formatted(names.size());
      return new Labels(Task.MULTILABEL, names, new int[0], indicators, List.of(note));
    }
    int[] codes = Arrays.stream(indicators).mapToInt(IndicatorLabels::indexOfOne).toArray();
    String note =
        "%d label columns, exactly one of them 1 in every row: read as %1$d exclusive classes."
            .formatted(names.size());
    checkNoneConstant(source, names, indicators);
    return Labels.exclusive(source, Unit.ROW, names, codes, roles.positive()).withNote(note);
  }

  private static Labels learnt(
      String source, List<String> names, byte[][] indicators, LearntClasses learnt) {
    if (learnt.task() == Task.MULTILABEL || firstNotOneHot(indicators) >= 0) {
      return learnt.overlapping(source, names, indicators);
    }
    int[] codeOf =
        names.stream().mapToInt(c -> learnt.names().indexOf(learnt.match(source, c))).toArray();
    int[] codes = Arrays.stream(indicators).mapToInt(row -> codeOf[indexOfOne(row)]).toArray();
    return learnt.exclusive(source, Unit.ROW, codes);
  }

  private static void fill(byte[][] indicators, int k, Table table, CategoricalColumn column) {
    ClassLabels.checkNoneMissing(table, column);
    byte[] valueOf = new byte[column.categories().size()];
    for (int row = 0, known = 0; row < indicators.length; row++) {
      int code = column.codes()[row];
      if (code == known) { // codes are in the order of their first row
        valueOf[known++] = indicator(table, row, column.name(), column.categories().get(code));
      }
      indicators[row][k] = valueOf[code];
    }
  }

  private static byte indicator(Table table, int row, String column, String word) {
    double number = Cells.number(word);
    String lower = word.toLowerCase(Locale.ROOT);
    if (number == 1 || lower.equals("true")) {
      return 1;
    }
    if (number == 0 || lower.equals("false")) {
      return 0;
    }
    throw new InputException(
        "%s, column '%s': '%s' is not 0, 1, true or false; with several label columns each says"
                .formatted(table.place(row), column, word)
            + " whether its label holds (for one column of class names use --label)");
  }

  /** The first row in which not exactly one label holds, or -1. */
  static int firstNotOneHot(byte[][] indicators) {
    for (int row = 0; row < indicators.length; row++) {
      if (ones(indicators[row]) != 1) {
        return row;
      }
    }
    return -1;
  }

  /** How many labels hold. */
  static int ones(byte[] row) {
    int ones = 0;
    for (byte value : row) {
      ones += value;
    }
    return ones;
  }

  private static int indexOfOne(byte[] row) {
    int k = 0;
    while (row[k] == 0) {
      k++;
    }
    return k;
  }

  private static void checkNoneConstant(String source, List<String> names, byte[][] indicators) {
    for (int k = 0; k < names.size(); k++) {
      int label = k;
      long ones = Arrays.stream(indicators).filter(row -> row[label] == 1).count();
      if (ones == 0 || ones == indicators.length) {
        throw new OneClassException(
            "%s: the label column '%s' is %d in every row; leave it out of --labels, or add rows"
                .formatted(source, names.get(k), ones == 0 ? 0 : 1));
      }
    }
  }
}
