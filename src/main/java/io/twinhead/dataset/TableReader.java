package io.twinhead.dataset;

import io.twinhead.config.InputException;
import io.twinhead.config.OnError;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
  private final OnError onError;
  private final List<String> header;

  TableReader(List<Path> files, char delimiter, Roles roles, OnError onError) {
    this.files = files;
    this.delimiter = delimiter;
    this.roles = roles;
    this.onError = onError;
    header = new CsvFile(files.get(0), delimiter).header();
    for (Path file : files.subList(1, files.size())) {
      checkSameHeader(file, new CsvFile(file, delimiter).header());
    }
  }

  List<String> header() {
    return header;
  }

  Table read() {
    Set<String> words = wordColumns(pass(knownWords()).read(delimiter, SAMPLE));
    Table table = null;
    while (table == null) {
      TablePass pass = pass(words).read(delimiter, Long.MAX_VALUE);
      Set<String> found = wordColumns(pass);
      table = found.equals(words) ? pass.table() : null;
      words = found;
    }
    return table;
  }

  private TablePass pass(Set<String> words) {
    return new TablePass(files, header, roles, words, onError == OnError.SKIP);
  }

  private Set<String> knownWords() {
    Set<String> words = new HashSet<>(roles.label());
    words.addAll(roles.helpers().keySet());
    words.addAll(roles.categorical());
    return words;
  }

  private Set<String> wordColumns(TablePass pass) {
    Set<String> found = knownWords();
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
}
