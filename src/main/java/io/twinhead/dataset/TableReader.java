package io.twinhead.dataset;

import io.twinhead.config.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads files with the same header into one table, and finds out which columns hold numbers.
 *
 * <p>The first rows give a guess; the whole is read again only if it proves the guess wrong.
 */
final class TableReader {
  private static final int SAMPLE = 1000;

  private final List<Path> files;
  private final char delimiter;
  private final Roles roles;
  private final List<String> header;

  /** Columns to be read as words. */
  private Set<String> words = new HashSet<>();

  TableReader(List<Path> files, char delimiter, Roles roles) {
    this.files = files;
    this.delimiter = delimiter;
    this.roles = roles;
    header = new CsvFile(files.get(0), delimiter).header();
    for (Path file : files.subList(1, files.size())) {
      checkSameHeader(file, new CsvFile(file, delimiter).header());
    }
  }

  List<String> header() {
    return header;
  }

  Table read() {
    words.addAll(roles.label());
    words.addAll(roles.helpers().keySet());
    words.addAll(roles.categorical());
    Set<String> found = wordColumns(new Pass(SAMPLE));
    Pass pass;
    do {
      words = found;
      pass = new Pass(Long.MAX_VALUE);
      found = wordColumns(pass);
    } while (!found.equals(words));
    return pass.table();
  }

  private Set<String> wordColumns(Pass pass) {
    Set<String> found = new HashSet<>(words);
    for (ColumnBuilder column : pass.columns()) {
      if (!roles.numeric().contains(column.name) && !column.isMostlyNumbers()) {
        found.add(column.name);
      }
    }
    return found;
  }

  private void checkSameHeader(Path file, List<String> other) {
    if (!other.equals(header)) {
      int i = 0;
      while (i < Math.min(other.size(), header.size()) && other.get(i).equals(header.get(i))) {
        i++;
      }
      throw new InputException(
          "%s:1: column %d is %s, but %s has %s there; all files need the same header"
              .formatted(file, i + 1, nameAt(other, i), files.get(0), nameAt(header, i)));
    }
  }

  private static String nameAt(List<String> names, int i) {
    return i < names.size() ? "'" + names.get(i) + "'" : "no column";
  }

  /** One reading of all files. */
  private final class Pass implements CsvFile.Sink {
    private final @Nullable ColumnBuilder[] builders = new ColumnBuilder[header.size()];
    private final int[] firstRows = new int[files.size()];
    private int[] lines = new int[1024];
    private int rows;

    Pass(long limit) {
      for (int i = 0; i < builders.length; i++) {
        builders[i] = builder(header.get(i));
      }
      for (int i = 0; i < files.size(); i++) {
        firstRows[i] = rows;
        new CsvFile(files.get(i), delimiter).rows(header.size(), limit, this);
        if (rows == firstRows[i]) {
          throw new InputException(
              files.get(i) + ": has a header but no rows; give it at least two rows of data");
        }
      }
    }

    private @Nullable ColumnBuilder builder(String name) {
      if (roles.drop().contains(name)) {
        return null;
      }
      return words.contains(name) ? new CategoricalBuilder(name) : new NumericBuilder(name);
    }

    @Override
    public void cell(int column, char[] text, int from, int to) {
      ColumnBuilder builder = builders[column];
      if (builder != null) {
        builder.add(text, from, to);
      }
    }

    @Override
    public void endOfRow(long line) {
      if (rows == lines.length) {
        lines = Arrays.copyOf(lines, rows + (rows >> 1));
      }
      lines[rows] = Math.toIntExact(line);
      rows++;
    }

    List<ColumnBuilder> columns() {
      List<ColumnBuilder> columns = new ArrayList<>();
      for (ColumnBuilder builder : builders) {
        if (builder != null) {
          columns.add(builder);
        }
      }
      return columns;
    }

    Table table() {
      List<String> notes = new ArrayList<>();
      Map<String, Column> columns = new LinkedHashMap<>();
      Table places = new Table(files, firstRows, Arrays.copyOf(lines, rows), columns, notes);
      for (ColumnBuilder column : columns()) {
        if (roles.isFeature(column.name)) {
          check(column, places);
        }
        columns.put(column.name, column.build());
      }
      return places;
    }

    private void check(ColumnBuilder column, Table table) {
      if (roles.categorical().contains(column.name)) {
        return;
      }
      ColumnBuilder.Cell word = column.firstWord;
      if (word != null && roles.numeric().contains(column.name)) {
        table
            .notes()
            .add(
                "Column '%s' is read as numbers; other cells count as missing: %d, first '%s' (%s)."
                    .formatted(column.name, column.words, word.text(), table.place(word.row())));
      } else if (word != null && column.isMostlyNumbers()) {
        throw notANumber(column, word, table);
      }
      ColumnBuilder.Cell infinity = column.firstInfinity;
      if (infinity != null && column instanceof NumericBuilder) {
        throw new InputException(
            "%s, column '%s': '%s' is infinite or too large for a number; write a finite number, or"
                    .formatted(table.place(infinity.row()), column.name, infinity.text())
                + " leave the cell empty if the value is missing");
      }
    }

    private InputException notANumber(ColumnBuilder column, ColumnBuilder.Cell word, Table table) {
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
}
