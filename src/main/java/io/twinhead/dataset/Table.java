package io.twinhead.dataset;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Columns of equal length, with the place that each row came from.
 *
 * @param files in reading order
 * @param firstRows the first row of each file
 * @param lines the line in its file where each row starts
 * @param columns all but the dropped ones, in file order
 * @param leftOut rows of the files that are not in it
 * @param notes what the user should know about the reading
 */
@SuppressWarnings("ArrayRecordComponent") // places of rows; not compared
record Table(
    List<Path> files,
    int[] firstRows,
    int[] lines,
    Map<String, Column> columns,
    int leftOut,
    List<String> notes) {

  /**
   * The same places with the columns of the rows that are left.
   *
   * @param without rows that are not
   */
  Table with(Map<String, Column> kept, LeftOutRows others, List<String> said, BitSet without) {
    int[] starts =
        Arrays.stream(firstRows).map(row -> row - without.get(0, row).cardinality()).toArray();
    int[] places =
        IntStream.range(0, lines.length).filter(r -> !without.get(r)).map(r -> lines[r]).toArray();
    return new Table(files, starts, places, kept, others.size(), said);
  }

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
