package io.twinhead.dataset;

import io.twinhead.config.InputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the cells of rows into a network's inputs, a part of a table at a time. */
final class RowInputs {
  private static final int MOST_ROWS = 8192;
  private static final int MOST_VALUES = 1 << 21;
  private static final int NOT_WANTED = -1;

  /** Parts are whole multiples of what a network takes at once. */
  private static final int MULTIPLE = 1024;

  private final TablePreprocessing wanted;
  private final List<Vocabulary> categories;
  private final int[] offsets;
  private final int capacity;
  private final float[] numbers;
  private final int[] hot;
  private int[] numericOf = {};
  private int[] categoricalOf = {};
  private int size;

  RowInputs(TablePreprocessing wanted) {
    this.wanted = wanted;
    int numeric = wanted.numeric().size();
    int categorical = wanted.categorical().size();
    categories = wanted.categorical().stream().map(RowInputs::vocabulary).toList();
    offsets = new int[categorical];
    for (int c = 0, offset = numeric; c < categorical; c++) {
      offsets[c] = offset;
      offset += wanted.categorical().get(c).width();
    }
    capacity = capacity(numeric + categorical);
    numbers = new float[capacity * numeric];
    hot = new int[capacity * categorical];
  }

  private static int capacity(int columns) {
    int rows = Math.min(MOST_ROWS, MOST_VALUES / columns);
    return rows < MULTIPLE ? Math.max(1, rows) : rows / MULTIPLE * MULTIPLE;
  }

  private static Vocabulary vocabulary(CategoricalEncoding encoding) {
    Vocabulary known = new Vocabulary();
    encoding.categories().forEach(c -> known.number(c.toCharArray(), 0, c.length()));
    return known;
  }

  /** Says in which order the columns come, among others. */
  void expect(List<String> header) {
    List<String> numeric = wanted.numeric().stream().map(NumericEncoding::column).toList();
    List<String> words = wanted.categorical().stream().map(CategoricalEncoding::column).toList();
    numericOf = header.stream().mapToInt(numeric::indexOf).toArray();
    categoricalOf = header.stream().mapToInt(words::indexOf).toArray();
  }

  /**
   * Adds a row.
   *
   * @param number of the row from 0, for people
   * @return null, or what is wrong with the row, which was not added then
   */
  @Nullable String add(CsvRow row, long number) {
    for (int i = 0; i < numericOf.length; i++) {
      if (numericOf[i] != NOT_WANTED) {
        String problem = addNumber(row, i, wanted.numeric().get(numericOf[i]), number);
        if (problem != null) {
          return problem;
        }
      } else if (categoricalOf[i] != NOT_WANTED) {
        addWord(row, i, categoricalOf[i]);
      }
    }
    size++;
    return null;
  }

  private @Nullable String addNumber(CsvRow row, int cell, NumericEncoding encoding, long number) {
    int from = row.from(cell);
    int to = row.to(cell);
    boolean missing = Cells.isMissing(row.text(), from, to);
    double value = missing ? Double.NaN : Cells.number(row.text(), from, to);
    if (!missing && !Double.isFinite(value)) {
      return "column '%s': '%s' is not a finite number"
          .formatted(encoding.column(), row.cell(cell));
    }
    try {
      numbers[size * wanted.numeric().size() + numericOf[cell]] =
          encoding.encode(value, wanted.scaling(), number);
      return null;
    } catch (InputException e) {
      return e.getMessage();
    }
  }

  private void addWord(CsvRow row, int cell, int block) {
    int from = row.from(cell);
    int to = row.to(cell);
    CategoricalEncoding encoding = wanted.categorical().get(block);
    int place =
        Cells.isMissing(row.text(), from, to)
            ? encoding.missingPlace()
            : categories.get(block).find(row.text(), from, to);
    hot[size * offsets.length + block] = place < 0 ? place : offsets[block] + place;
  }

  int capacity() {
    return capacity;
  }

  boolean isFull() {
    return size == capacity;
  }

  /** Those of the rows since the last {@link #clear}, valid until the next row is added. */
  Features features() {
    return new TableFeatures(
        size, wanted.width(), wanted.numeric().size(), numbers, offsets.length, hot);
  }

  void clear() {
    size = 0;
  }
}
