package io.twinhead.engine;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A product with a mask of 0 and 1 / retain. */
final class DropoutUnit implements Unit {
  private final Node.Dropout node;
  private final INDArray input;
  private final INDArray mask;
  private final INDArray output;

  DropoutUnit(Arena arena, Node.Dropout node, INDArray input) {
    this.node = node;
    this.input = input;
    this.mask = arena.mask(node.layer()).reshape('c', input.shape());
    this.output = arena.array(input.shape());
  }

  @Override
  public INDArray output() {
    return output;
  }

  @Override
  public void forward(List<Op> ops) {
    ops.add(masked("forward", input, output));
  }

  @Override
  public INDArray backward(INDArray gradient, boolean wanted, List<Op> ops) {
    if (!wanted) {
      return gradient;
    }
    INDArray shaped = gradient.reshape('c', output.shape());
    ops.add(masked("gradient", shaped, shaped));
    return shaped;
  }

  private Op masked(String what, INDArray from, INDArray to) {
    return Nd4jOp.of(node.name() + " " + what, "multiply")
        .in(from, mask)
        .out(to)
        .flops(to.length())
        .build();
  }
}
