package io.twinhead.dataset;

import io.twinhead.config.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Examples that a given split has on both sides.
 *
 * @param shared test examples that are exact copies of a training or validation example
 * @param test examples in the test part
 * @param testRow the first of the copies
 * @param trainRow what it copies
 */
public record SharedRows(int shared, int test, int testRow, int trainRow) {

  /** Compares the parts that the data give: rows with their labels, or pixels. */
  public static Optional<SharedRows> of(Dataset data) {
    Part[] parts = data.parts();
    int[] originals = originals(data);
    if (parts == null || originals.length == 0) {
      return Optional.empty();
    }
    int[] known = new int[parts.length];
    Arrays.fill(known, -1);
    for (int row = parts.length - 1; row >= 0; row--) {
      if (parts[row] != Part.TEST) {
        known[originals[row]] = row;
      }
    }
    int[] test = IntStream.range(0, parts.length).filter(r -> parts[r] == Part.TEST).toArray();
    int[] copies = Arrays.stream(test).filter(row -> known[originals[row]] >= 0).toArray();
    return copies.length == 0
        ? Optional.empty()
        : Optional.of(
            new SharedRows(copies.length, test.length, copies[0], known[originals[copies[0]]]));
  }

  /** For each row the first with the same content; empty if there are no copies. */
  private static int[] originals(Dataset data) {
    if (data.duplicates() == 0) {
      return new int[0];
    }
    int[] groups = data.groups();
    if (data.unit() == Unit.IMAGE && groups != null) {
      return groups;
    }
    List<IntToLongFunction> cells = new ArrayList<>();
    if (data.inputs() instanceof ColumnInputs table) {
      table.columns().forEach(column -> cells.add(column::identity));
    }
    if (data.task() == Task.MULTILABEL) {
      byte[][] labels = data.indicators();
      for (int k = 0; k < data.classes().size(); k++) {
        int label = k;
        cells.add(row -> labels[row][label]);
      }
    } else {
      int[] labels = data.labels();
      cells.add(row -> labels[row]);
    }
    return Duplicates.originals(cells, data.rows());
  }
}
