package io.twinhead.engine;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The elements {@code [from, to)} of a flat vector; empty if there are none between. */
record Range(long from, long to) {
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
