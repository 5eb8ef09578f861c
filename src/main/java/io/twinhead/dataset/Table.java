package io.twinhead.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Columns of equal length, with the place that each row came from.
 *
 * @param files in reading order
 * @param firstRows the first row of each file
 * @param lines the line in its file where each row starts
 * @param columns all but the dropped ones, in file order
 * @param notes what the user should know about the reading
 */
@SuppressWarnings("ArrayRecordComponent") // places of rows; not compared
record Table(
    List<Path> files,
    int[] firstRows,
    int[] lines,
    Map<String, Column> columns,
    List<String> notes) {

  int rows() {
    return lines.length;
  }

  int fileOf(int row) {
    int file = files.size() - 1;
    while (firstRows[file] > row) {
      file--;
    }
    return file;
  }

  /** The file and line of a row. */
  String place(int row) {
    return files.get(fileOf(row)) + ":" + lines[row];
  }

  CategoricalColumn words(String name) {
    return (CategoricalColumn) Objects.requireNonNull(columns.get(name));
  }
}
