package io.twinhead.engine;

import org.nd4j.linalg.api.ndarray.INDArray;

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
    return vectorIn(flat).reshape(order, shape);
  }

  /** The same as a vector. */
  INDArray vectorIn(INDArray flat) {
    return new Range(offset, offset + length()).of(flat);
  }

  long length() {
    return Shapes.length(shape);
  }
}
