package io.twinhead.engine;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where an array of parameters lies in the network's flat vector of all parameters. Its gradient
 * lies at the same place in the flat vector of gradients.
 *
 * @param offset of the first element
 * @param shape as DL4J has it
 * @param order in which the elements lie, {@code c} or {@code f}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Parameter(long offset, long[] shape, char order) {
  /** This parameter's part of a flat vector, as a view. */
  INDArray in(INDArray flat) {
    return flat.get(NDArrayIndex.interval(offset, offset + length())).reshape(order, shape);
  }

  /** The same as a vector. */
  INDArray vectorIn(INDArray flat) {
    return flat.get(NDArrayIndex.interval(offset, offset + length()));
  }

  long length() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }
}
