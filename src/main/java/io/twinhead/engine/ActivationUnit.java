package io.twinhead.engine;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A function of each value. */
final class ActivationUnit implements Unit {
  private final Arena arena;
  private final Node.Activate node;
  private final INDArray input;
  private final INDArray output;

  /**
   * Makes ready.
   *
   * @param mayOverwrite whether the input's buffer may be used for the output: nobody else reads it
   */
  ActivationUnit(Arena arena, Node.Activate node, INDArray input, boolean mayOverwrite) {
    this.arena = arena;
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
    if (signsSuffice() && arena.device().prefersSimpleOperations()) {
      relu(shaped, ops);
    } else {
      ops.add(op("gradient", node.function().kind().derivative(), shaped, input, shaped));
    }
    return shaped;
  }

  /**
   * ND4J's own operation goes through the values one by one. Three that use vectors are five times
   * as fast: min(y max, 1) is 1 for every positive number down to the subnormal ones, and 0 for 0.
   */
  private void relu(INDArray gradient, List<Op> ops) {
    INDArray mask = arena.array(output.shape());
    boolean wide = arena.type() == DataType.DOUBLE;
    INDArray largest = arena.constant(wide ? Double.MAX_VALUE : Float.MAX_VALUE);
    ops.add(op("sign", "multiply", mask, output, largest));
    ops.add(op("sign", "minimum", mask, mask, arena.constant(1)));
    ops.add(op("gradient", "multiply", gradient, gradient, mask));
  }

  private Op op(String what, String operation, INDArray to, INDArray... from) {
    return Nd4jOp.of(node.name() + " " + what, operation)
        .in(from)
        .out(to)
        .numbers(operation.endsWith("_bp") ? node.function().arguments() : new double[0])
        .flops(to.length())
        .build();
  }
}
