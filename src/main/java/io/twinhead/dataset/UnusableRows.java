package io.twinhead.dataset;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the rows that have a cell which cannot be used. */
final class UnusableRows {
  /**
   * Rows that one column spoils for one reason.
   *
   * @param first some cells of the first such rows; of others the text says nothing
   */
  private record Spoilt(String column, String reason, BitSet rows, Map<Integer, String> first) {}

  private final Table table;
  private final Roles roles;
  private final List<Spoilt> spoilt = new ArrayList<>();

  /**
   * @param table with the place of each row
   */
  UnusableRows(Table table, Roles roles, List<ColumnBuilder> columns) {
    this.table = table;
    this.roles = roles;
    for (ColumnBuilder column : columns) {
      if (column instanceof NumericBuilder numbers) {
        add(numbers);
      } else if (column instanceof CategoricalBuilder words && !roles.isFeature(column.name)) {
        add(words);
      }
    }
  }

  private void add(NumericBuilder column) {
    if (!roles.numeric().contains(column.name)) {
      add(column.name, "not a number", column.wordRows, column.firstWords);
    }
    add(column.name, "infinite or too large", column.infiniteRows, column.firstInfinities);
  }

  private void add(String column, String reason, BitSet rows, List<ColumnBuilder.Cell> first) {
    Map<Integer, String> texts =
        first.stream().collect(Collectors.toMap(ColumnBuilder.Cell::row, ColumnBuilder.Cell::text));
    spoilt.add(new Spoilt(column, reason, rows, texts));
  }

  private void add(CategoricalBuilder column) {
    String role = roles.helpers().getOrDefault(column.name, "label");
    add(column.name, "no " + role, column.rowsOf(true, word -> false), List.of());
    if (role.equals("weight")) {
      BitSet rows = column.rowsOf(false, word -> !RowUse.isWeight(Cells.number(word)));
      add(column.name, "not a weight", rows, List.of());
    }
    if (role.equals("time")) {
      Predicate<String> usual = Times.kindOfMost(column.words());
      add(column.name, "not a time", column.rowsOf(false, usual.negate()), List.of());
    }
  }

  /** Adds them to those that are left out already, each for the first reason, and returns them. */
  BitSet report(LeftOutRows leftOut) {
    BitSet all = new BitSet();
    for (Spoilt column : spoilt) {
      BitSet rows = (BitSet) column.rows().clone();
      rows.andNot(all);
      String reason = "column '%s': %s".formatted(column.column(), column.reason());
      rows.stream()
          .forEach(
              row -> leftOut.add(table.fileOf(row), table.lines()[row], reason, why(column, row)));
      all.or(rows);
    }
    return all;
  }

  private String why(Spoilt column, int row) {
    String text = column.first().get(row);
    return "%s, column '%s': %s%s"
        .formatted(
            table.place(row),
            column.column(),
            text == null ? "" : "'" + text + "' is ",
            column.reason());
  }
}
