package io.twinhead.dataset;

import io.twinhead.config.InputException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the split that a data set gives itself, and holds it against its groups and times. */
final class GivenSplit {
  private final Table table;
  private final Part[] parts;

  private GivenSplit(Table table, Part[] parts) {
    this.table = table;
    this.parts = parts;
  }

  /** The part of each row, null if the data set gives no split. */
  static Part @Nullable [] read(
      String source, Table table, List<DataFiles.DataFile> files, Roles roles) {
    if (roles.split() == null && files.get(0).part() == null) {
      return null;
    }
    if (roles.split() != null && files.get(0).part() != null) {
      throw new InputException(
          source + ": gives a split by files and by split-column; choose one of them");
    }
    Part[] parts = new Part[table.rows()];
    for (int row = 0; row < parts.length; row++) {
      Part part =
          roles.split() == null
              ? files.get(table.fileOf(row)).part()
              : part(table, row, table.words(roles.split()));
      parts[row] = part;
    }
    List<Part> used = Arrays.asList(parts);
    if (!used.contains(Part.TRAIN) || !used.contains(Part.TEST)) {
      throw new InputException(
          "%s: the split-column '%s' never says %s; a given split needs train and test rows"
              .formatted(source, roles.split(), used.contains(Part.TRAIN) ? "test" : "train"));
    }
    return parts;
  }

  private static Part part(Table table, int row, CategoricalColumn column) {
    String word = column.value(row);
    Part part = word == null ? null : Part.of(word);
    if (part == null) {
      throw new InputException(
          "%s, column '%s': '%s' is not train, validation or test; write one of them"
              .formatted(table.place(row), column.name(), word == null ? "" : word));
    }
    return part;
  }

  /**
   * Holds the split against the rest of what is said about the rows.
   *
   * @param times rank of each row's time, null without a time column
   * @throws InputException if a group is in two parts, or if training, validation and test rows do
   *     not follow each other in time
   */
  static void check(Table table, Part[] parts, Roles roles, int @Nullable [] times) {
    GivenSplit split = new GivenSplit(table, parts);
    if (roles.group() != null) {
      split.checkGroups(table.words(roles.group()));
    }
    if (roles.time() != null && times != null) {
      split.checkTimes(table.words(roles.time()), times);
    }
  }

  private void checkGroups(CategoricalColumn groups) {
    Map<Integer, Integer> firstRows = new HashMap<>();
    for (int row = 0; row < parts.length; row++) {
      Integer first = firstRows.putIfAbsent(groups.codes()[row], row);
      if (first != null && parts[first] != parts[row]) {
        throw new InputException(
            "%s: the given split has rows of group '%s' (column '%s') for %s here and for %s at %s; move"
                    .formatted(
                        table.place(row),
                        groups.value(row),
                        groups.name(),
                        word(row),
                        word(first),
                        table.place(first))
                + " the group into one part, or leave out the group column");
      }
    }
  }

  /** The latest row of each part must not come after any row of the parts that follow. */
  private void checkTimes(CategoricalColumn column, int[] times) {
    int latest = -1;
    for (Part part : Part.values()) {
      int[] rows = IntStream.range(0, parts.length).filter(row -> parts[row] == part).toArray();
      for (int row : rows) {
        if (latest >= 0 && times[row] < times[latest]) {
          throw new InputException(
              "%s: the given split has a row for %s from '%s' (column '%s'), before one for %s from '%s'"
                      .formatted(
                          table.place(row),
                          word(row),
                          column.value(row),
                          column.name(),
                          word(latest),
                          column.value(latest))
                  + " at %s; correct the split, or leave out the time column"
                      .formatted(table.place(latest)));
        }
      }
      for (int row : rows) {
        latest = latest < 0 || times[row] > times[latest] ? row : latest;
      }
    }
  }

  private String word(int row) {
    return parts[row].name().toLowerCase(Locale.ROOT);
  }
}
