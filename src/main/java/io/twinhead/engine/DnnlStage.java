package io.twinhead.engine;

import java.util.List;
import org.bytedeco.dnnl.memory;

/** One node inside a oneDNN block. */
interface DnnlStage {
  /** Appends the operations that compute the output, and returns its memory. */
  memory forward(memory input, List<Op> ops);

  /**
   * Appends the operations that compute the gradients.
   *
   * @param wanted whether the gradient by the input is of use
   * @return the gradient by the input, or {@code gradient} if that is not wanted
   */
  memory backward(memory gradient, boolean wanted, List<Op> ops);
}
