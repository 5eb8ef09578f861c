package io.twinhead.dataset;

import java.util.Arrays;

/** The cells of one row, without white space around them. Filled again for the next row. */
final class CsvRow {
  private char[] text = new char[1024];
  private int[] ends = new int[64];
  private int cells;
  private long line;

  void clear() {
    cells = 0;
  }

  void add(char[] from, int offset, int length) {
    if (cells == ends.length) {
      ends = Arrays.copyOf(ends, 2 * cells);
    }
    int start = from(cells);
    int end = start + length;
    if (end > text.length) {
      text = Arrays.copyOf(text, Math.max(end, 2 * text.length));
    }
    System.arraycopy(from, offset, text, start, length);
    ends[cells++] = end;
  }

  void endAt(long startingLine) {
    line = startingLine;
  }

  int cells() {
    return cells;
  }

  /** The line of the file where the row starts. */
  long line() {
    return line;
  }

  /** Holds all cells, one behind the other. */
  char[] text() {
    return text;
  }

  /** Where a cell starts in {@link #text}. */
  int from(int cell) {
    return cell == 0 ? 0 : ends[cell - 1];
  }

  /** Where a cell ends in {@link #text}. */
  int to(int cell) {
    return ends[cell];
  }

  String cell(int cell) {
    return new String(text, from(cell), to(cell) - from(cell));
  }
}
