package io.twinhead.engine;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The elements {@code [from, to)} of a vector, or the rows of an array; empty if none lie between.
 */
record Range(long from, long to) {
  /** At most {@code parts} ranges of equal length, but for a shorter last one. */
  static List<Range> cut(long length, int parts) {
    long each = (length + parts - 1) / parts;
    List<Range> ranges = new ArrayList<>();
    for (long from = 0; from < length; from += each) {
      ranges.add(new Range(from, Math.min(length, from + each)));
    }
    return ranges;
  }

  Range within(long lowest, long end) {
    return new Range(Math.max(from, lowest), Math.min(to, end));
  }

  boolean isEmpty() {
    return from >= to;
  }

  long length() {
    return to - from;
  }

  /** These elements of a vector whose first one has the number {@code origin}, as a view. */
  INDArray of(INDArray vector, long origin) {
    return vector.get(NDArrayIndex.interval(from - origin, to - origin));
  }

  INDArray of(INDArray vector) {
    return of(vector, 0);
  }
}
