package io.twinhead.engine;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One or several nodes made ready for a fixed number of rows, by some kernels. Activations and
 * gradients pass between units as ND4J arrays, row-major, channels last.
 */
interface Unit extends AutoCloseable {
  /** The activations that {@link #forward} leaves. */
  INDArray output();

  /** Appends the operations that compute the output. */
  void forward(List<Op> ops);

  /**
   * Appends the operations that compute the gradients by parameters and input.
   *
   * @param gradient by the output; its buffer may be overwritten
   * @param wanted whether the gradient by the input is of use
   * @return the gradient by the input, whose content means nothing unless it is wanted
   */
  INDArray backward(INDArray gradient, boolean wanted, List<Op> ops);

  /** Called when all operations have been asked for, before the first runs. */
  default void ready() {}

  /** Frees what is not the arena's. */
  @Override
  default void close() {}
}
