package io.twinhead.engine;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Pooling by ND4J's operations. */
final class PoolingUnit implements Unit {
  /** Means leave padding out. */
  private static final long PADDING = 0;

  private final Arena arena;
  private final Node.Pooling node;
  private final INDArray input;
  private final INDArray output;

  PoolingUnit(Arena arena, Node.Pooling node, INDArray input) {
    this.arena = arena;
    this.node = node;
    this.input = input;
    this.output = arena.images(node.output());
  }

  @Override
  public INDArray output() {
    return output;
  }

  @Override
  public void forward(List<Op> ops) {
    ops.add(
        Nd4jOp.of(node.name() + " forward", operation())
            .in(input)
            .out(output)
            .integers(arguments())
            .helpers()
            .flops(output.length() * node.window().height() * node.window().width())
            .build());
  }

  /** Each value of the gradient of a maximum goes to one pixel, so sums over channels stay. */
  @Override
  public INDArray backward(INDArray gradient, boolean wanted, List<Op> ops) {
    if (!wanted) {
      return input;
    }
    INDArray shaped = gradient.reshape('c', output.shape());
    INDArray back = arena.array(input.shape());
    ops.add(
        Nd4jOp.of(node.name() + " gradient", operation() + "_bp")
            .in(input, shaped)
            .out(back)
            .integers(arguments())
            .helpers()
            .build());
    if (node.max()) {
      arena.sameSums(back, shaped);
    }
    return back;
  }

  private long[] arguments() {
    return node.window().arguments(PADDING, arena.device().images().flag());
  }

  private String operation() {
    return node.max() ? "maxpool2d" : "avgpool2d";
  }
}
