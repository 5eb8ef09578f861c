package io.twinhead.dataset;

import io.twinhead.config.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One reading of all files, in memory for the columns and the line of each row alone. */
final class TablePass implements CsvFile.Sink {
  private final List<Path> files;
  private final Roles roles;
  private final boolean skip;
  private final @Nullable ColumnBuilder[] builders;
  private final int[] firstRows;
  private final LeftOutRows leftOut = new LeftOutRows();
  private int[] lines = new int[1024];
  private int rows;
  private int file;

  /**
   * @param words columns to be read as words
   * @param skip whether rows that cannot be used are left out
   */
  TablePass(List<Path> files, List<String> header, Roles roles, Set<String> words, boolean skip) {
    this.files = files;
    this.roles = roles;
    this.skip = skip;
    builders = new ColumnBuilder[header.size()];
    for (int i = 0; i < builders.length; i++) {
      String name = header.get(i);
      if (!roles.drop().contains(name)) {
        builders[i] =
            words.contains(name) ? new CategoricalBuilder(name) : new NumericBuilder(name);
      }
    }
    firstRows = new int[files.size()];
  }

  /** Reads at most {@code limit} rows of each file, and returns this. */
  TablePass read(char delimiter, long limit) {
    for (file = 0; file < firstRows.length; file++) {
      firstRows[file] = rows;
      int before = rows + leftOut.size();
      new CsvFile(files.get(file), delimiter).rows(builders.length, limit, this);
      if (rows + leftOut.size() == before) {
        throw new InputException(
            files.get(file) + ": has a header but no rows; give it at least two rows of data");
      }
    }
    return this;
  }

  @Override
  public void row(CsvRow row) {
    for (int i = 0; i < builders.length; i++) {
      ColumnBuilder builder = builders[i];
      if (builder != null) {
        builder.add(row.text(), row.from(i), row.to(i));
      }
    }
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, rows + (rows >> 1));
    }
    lines[rows] = Math.toIntExact(row.line());
    rows++;
  }

  @Override
  public void raggedRow(CsvRow row, InputException why) {
    if (!skip) {
      throw why;
    }
    String place = files.get(file) + ":" + row.line();
    leftOut.add(
        file,
        row.line(),
        "not as many cells as the header has",
        "%s: %d cells, but the header has %d".formatted(place, row.cells(), builders.length));
  }

  List<ColumnBuilder> columns() {
    return Arrays.stream(builders).filter(Objects::nonNull).toList();
  }

  /**
   * The table that was read; can be asked for once.
   *
   * @throws InputException if a row cannot be used, or none can
   */
  Table table() {
    Table all = new Table(files, firstRows, Arrays.copyOf(lines, rows), Map.of(), 0, List.of());
    List<String> notes = new ArrayList<>();
    for (ColumnBuilder column : columns()) {
      if (roles.isFeature(column.name) && !roles.categorical().contains(column.name)) {
        check(column, all, notes);
      }
    }
    BitSet without = skip ? new UnusableRows(all, roles, columns()).report(leftOut) : new BitSet();
    if (without.cardinality() == rows) {
      throw leftOut.nothingLeft(String.valueOf(files.get(0)));
    }
    notes.addAll(leftOut.notes());
    Map<String, Column> columns = new LinkedHashMap<>();
    columns().forEach(column -> columns.put(column.name, column.build(without)));
    return all.with(columns, leftOut, notes, without);
  }

  private void check(ColumnBuilder column, Table table, List<String> notes) {
    boolean numeric = roles.numeric().contains(column.name);
    if (column.words > 0 && numeric) {
      ColumnBuilder.Cell word = column.firstWords.get(0);
      notes.add(
          "Column '%s' is read as numbers; other cells count as missing: %d, first '%s' (%s)."
              .formatted(column.name, column.words, word.text(), table.place(word.row())));
    } else if (column.words > 0 && column.isMostlyNumbers() && !skip) {
      throw notANumber(column, column.firstWords.get(0), table);
    }
    if (column instanceof NumericBuilder numbers && !numbers.firstInfinities.isEmpty() && !skip) {
      ColumnBuilder.Cell infinity = numbers.firstInfinities.get(0);
      throw new InputException(
          "%s, column '%s': '%s' is infinite or too large for a number; write a finite number, or"
                  .formatted(table.place(infinity.row()), column.name, infinity.text())
              + " leave the cell empty if the value is missing");
    }
  }

  private static InputException notANumber(
      ColumnBuilder column, ColumnBuilder.Cell word, Table table) {
    int values = column.numbers + column.words;
    return new InputException(
        String.format(
            Locale.ROOT,
            "%s, column '%s': '%s' is not a number, but %d of the column's %d values are; correct"
                + " it, or choose: --numeric '%s' (such cells count as missing) or --categorical"
                + " '%s'",
            table.place(word.row()),
            column.name,
            word.text(),
            column.numbers,
            values,
            column.name,
            column.name));
  }
}
