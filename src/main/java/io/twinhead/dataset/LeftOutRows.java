package io.twinhead.dataset;

import io.twinhead.config.InputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of tables that cannot be used: how many of each kind, and where the first ones are. */
final class LeftOutRows {
  /** Rows that are named one by one. */
  static final int MOST_NAMED = 20;

  private static final Comparator<Row> IN_ORDER =
      Comparator.comparingInt(Row::file).thenComparingLong(Row::line);

  /** Where a row is, and the whole of what to say about it. */
  private record Row(int file, long line, String why) {}

  private final List<Row> first = new ArrayList<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private int size;

  /**
   * Adds a row.
   *
   * @param file its number in reading order
   * @param reason that it shares with others
   */
  void add(int file, long line, String reason, String why) {
    size++;
    counts.merge(reason, 1, Integer::sum);
    first.add(new Row(file, line, why));
    if (first.size() > 2 * MOST_NAMED) {
      first.sort(IN_ORDER);
      first.subList(MOST_NAMED, first.size()).clear();
    }
  }

  int size() {
    return size;
  }

  /** What to say if no row is left. */
  InputException nothingLeft(String source) {
    return new InputException(
        "%s: none of the %s can be used: %s; correct them"
            .formatted(source, Unit.ROW.count(size), reasons()));
  }

  /** What was left out: the sum, the first rows, and how many for each reason. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (size > 0) {
      notes.add("Left out, as they cannot be used: %s.".formatted(Unit.ROW.count(size)));
      first.sort(IN_ORDER);
      first.stream().limit(MOST_NAMED).forEach(row -> notes.add("Left out: " + row.why() + "."));
      notes.add("Left out by reason: " + reasons() + ".");
    }
    return notes;
  }

  private String reasons() {
    return String.join(
        "; ",
        counts.entrySet().stream()
            .map(e -> e.getKey() + " (" + Unit.ROW.count(e.getValue()) + ")")
            .toList());
  }
}
