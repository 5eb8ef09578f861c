package io.twinhead.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What is remarkable about the columns of a table. */
final class TableNotes {
  private static final int MOST_SHOWN = 10;
  private static final int MANY_WORDS = 20;

  private TableNotes() {}

  static List<String> of(List<Column> features, Roles roles, int rows) {
    List<String> notes = new ArrayList<>();
    roles
        .helpers()
        .forEach(
            (name, role) ->
                notes.add("Column '%s' is the %s and no feature.".formatted(name, role)));
    if (!roles.drop().isEmpty()) {
      notes.add("Dropped as asked: " + list(roles.drop()) + ".");
    }
    List<String> missing = new ArrayList<>();
    List<String> constant = new ArrayList<>();
    for (Column column : features) {
      long holes = IntStream.range(0, rows).filter(column::isMissing).count();
      if (holes > 0) {
        missing.add("%s (%d)".formatted(column.name(), holes));
      }
      if (isConstant(column, rows)) {
        constant.add(column.name());
      }
      if (isIdentifier(column, rows)) {
        notes.add(
            ("Column '%s' has a different value in every row, so nothing can be learned from it;"
                    + " leave it out with --drop '%1$s'.")
                .formatted(column.name()));
      }
    }
    features.stream()
        .filter(column -> isNearlyIdentifier(column, rows))
        .forEach(
            column ->
                notes.add(
                    ("Column '%s' is read as words, and most rows have their own, so little can be"
                            + " learned from it; write numbers with a decimal point, dates as"
                            + " numbers, or leave it out with --drop '%1$s'.")
                        .formatted(column.name())));
    if (!missing.isEmpty()) {
      notes.add("Missing values: " + list(missing) + ".");
    }
    if (!constant.isEmpty()) {
      notes.add("The same in every row, so of no use: " + list(constant) + ".");
    }
    return notes;
  }

  /** Dates, decimal commas or half an identifier: hardly two rows share a word. */
  private static boolean isNearlyIdentifier(Column column, int rows) {
    return column instanceof CategoricalColumn words
        && words.categories().size() >= MANY_WORDS
        && words.categories().size() >= rows / 2
        && !isIdentifier(column, rows);
  }

  private static boolean isConstant(Column column, int rows) {
    long first = column.identity(0);
    return IntStream.range(1, rows).allMatch(row -> column.identity(row) == first);
  }

  private static boolean isIdentifier(Column column, int rows) {
    return column instanceof CategoricalColumn words && words.categories().size() == rows;
  }

  private static String list(List<String> names) {
    String shown = String.join(", ", names.stream().limit(MOST_SHOWN).toList());
    int more = names.size() - MOST_SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
