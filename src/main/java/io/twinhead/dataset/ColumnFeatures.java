package io.twinhead.dataset;

import java.util.Arrays;
import java.util.List;

/**
 * Rows of a large table, encoded anew whenever they are asked for: a few divisions a row, in place
 * of a second copy of the table.
 *
 * @param width the number of inputs
 * @param rows of the table, one for each example
 * @param numbers values of the numeric columns, by {@code preprocessing}
 * @param codes of the categorical columns
 * @param places for each code of a categorical column the place of the 1 in its block, or -1; the
 *     last is for missing values
 */
@SuppressWarnings("ArrayRecordComponent") // a view on columns, not compared
record ColumnFeatures(
    TablePreprocessing preprocessing,
    int width,
    int[] rows,
    List<double[]> numbers,
    List<int[]> codes,
    List<int[]> places)
    implements Features {

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public int[] shape() {
    return new int[] {width};
  }

  @Override
  public void copyTo(int example, float[] target, int offset) {
    int row = rows[example];
    List<NumericEncoding> numeric = preprocessing.numeric();
    for (int c = 0; c < numbers.size(); c++) {
      target[offset + c] = numeric.get(c).encode(numbers.get(c)[row], preprocessing.scaling(), row);
    }
    int block = offset + numbers.size();
    Arrays.fill(target, block, offset + width, 0);
    for (int c = 0; c < codes.size(); c++) {
      int place = place(c, row);
      if (place >= 0) {
        target[block + place] = 1;
      }
      block += preprocessing.categorical().get(c).width();
    }
  }

  /** Where the 1 of a row is in the block of a categorical column, or -1. */
  int place(int column, int row) {
    int code = codes.get(column)[row];
    int[] placeOf = places.get(column);
    return placeOf[code == CategoricalColumn.MISSING ? placeOf.length - 1 : code];
  }

  /** A copy that needs no encoding. */
  TableFeatures copy() {
    int numeric = numbers.size();
    int blocks = codes.size();
    float[] inputs = new float[Math.multiplyExact(rows.length, numeric)];
    for (int c = 0; c < numeric; c++) {
      NumericEncoding encoding = preprocessing.numeric().get(c);
      double[] values = numbers.get(c);
      for (int i = 0; i < rows.length; i++) {
        inputs[i * numeric + c] =
            encoding.encode(values[rows[i]], preprocessing.scaling(), rows[i]);
      }
    }
    int[] hot = new int[Math.multiplyExact(rows.length, blocks)];
    for (int c = 0, offset = numeric; c < blocks; c++) {
      for (int i = 0; i < rows.length; i++) {
        int place = place(c, rows[i]);
        hot[i * blocks + c] = place < 0 ? -1 : offset + place;
      }
      offset += preprocessing.categorical().get(c).width();
    }
    return new TableFeatures(rows.length, width, numeric, inputs, blocks, hot);
  }

  /** Encodes everything once, so that what cannot be is found now. */
  void check() {
    for (int c = 0; c < numbers.size(); c++) {
      NumericEncoding encoding = preprocessing.numeric().get(c);
      double[] values = numbers.get(c);
      for (int row : rows) {
        encoding.encode(values[row], preprocessing.scaling(), row);
      }
    }
  }
}
