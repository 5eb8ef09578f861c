package io.twinhead.engine;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A function of each value. */
final class ActivationUnit implements Unit {
  private final Node.Activate node;
  private final INDArray input;
  private final INDArray output;

  /**
   * Makes ready.
   *
   * @param mayOverwrite whether the input's buffer may be used for the output: nobody else reads it
   */
  ActivationUnit(Arena arena, Node.Activate node, INDArray input, boolean mayOverwrite) {
    this.node = node;
    this.input = input;
    boolean inPlace = mayOverwrite && (!arena.training() || signsSuffice());
    this.output = inPlace ? input : arena.array(input.shape());
  }

  /** ReLU's derivative depends on the sign of its input alone, which its output shows as well. */
  private boolean signsSuffice() {
    return node.function().kind() == Activation.Kind.RELU;
  }

  @Override
  public INDArray output() {
    return output;
  }

  @Override
  public void forward(List<Op> ops) {
    ops.add(
        Nd4jOp.of(node.name() + " forward", node.function().kind().operation())
            .in(input)
            .out(output)
            .numbers(node.function().arguments())
            .flops(output.length())
            .build());
  }

  @Override
  public INDArray backward(INDArray gradient, boolean wanted, List<Op> ops) {
    if (!wanted) {
      return gradient;
    }
    INDArray shaped = gradient.reshape('c', output.shape());
    ops.add(
        Nd4jOp.of(node.name() + " gradient", node.function().kind().derivative())
            .in(signsSuffice() ? output : input, shaped)
            .out(shaped)
            .numbers(node.function().arguments())
            .flops(output.length())
            .build());
    return shaped;
  }
}
