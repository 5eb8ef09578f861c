package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.config.Task;
import java.util.List;
import java.util.Locale;

/**
 * Several 0/1 columns: one class in disguise if exactly one of them is 1 in every row (one-hot), or
 * else labels that may overlap.
 */
final class IndicatorLabels {
  private IndicatorLabels() {}

  static Labels read(String source, Table table, Roles roles) {
    List<String> names = roles.label();
    byte[][] indicators = new byte[table.rows()][names.size()];
    for (int k = 0; k < names.size(); k++) {
      fill(indicators, k, table, table.words(names.get(k)));
    }
    if (roles.task() == Task.MULTILABEL || !isOneHot(indicators)) {
      String note =
          "%d label columns overlap: any of them may be 1 in a row (multi-label)."
              .formatted(names.size());
      return new Labels(Task.MULTILABEL, names, new int[0], indicators, List.of(note));
    }
    int[] codes = new int[indicators.length];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = indexOfOne(indicators[row]);
    }
    String note =
        "%d label columns, exactly one of them 1 in every row: read as %1$d exclusive classes."
            .formatted(names.size());
    checkAllSeen(source, names, codes);
    return Labels.exclusive(source, Unit.ROW, names, codes, roles.positive()).withNote(note);
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

  private static boolean isOneHot(byte[][] indicators) {
    for (byte[] row : indicators) {
      int ones = 0;
      for (byte value : row) {
        ones += value;
      }
      if (ones != 1) {
        return false;
      }
    }
    return true;
  }

  private static int indexOfOne(byte[] row) {
    int k = 0;
    while (row[k] == 0) {
      k++;
    }
    return k;
  }

  private static void checkAllSeen(String source, List<String> names, int[] codes) {
    boolean[] seen = new boolean[names.size()];
    for (int code : codes) {
      seen[code] = true;
    }
    for (int k = 0; k < seen.length; k++) {
      if (!seen[k]) {
        throw new InputException(
            "%s: the label column '%s' is 0 in every row; leave it out of --labels, or add rows"
                .formatted(source, names.get(k)));
      }
    }
  }
}
