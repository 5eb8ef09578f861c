package io.twinhead.engine;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A dense layer as matrix products. */
final class DenseUnit implements Unit {
  private static final long[] PLAIN = {0, 0, 0};
  private static final long[] FIRST_TRANSPOSED = {1, 0, 0};
  private static final long[] SECOND_TRANSPOSED = {0, 1, 0};

  private final Arena arena;
  private final Node.Dense node;
  private final INDArray input;
  private final INDArray output;
  private final long flops;

  DenseUnit(Arena arena, Node.Dense node, INDArray input) {
    this.arena = arena;
    this.node = node;
    this.input = input.reshape('c', arena.rows(), node.inputs());
    this.output = arena.activations(node.output());
    this.flops = 2L * arena.rows() * node.inputs() * node.outputs();
  }

  @Override
  public INDArray output() {
    return output;
  }

  @Override
  public void forward(List<Op> ops) {
    ops.add(product("forward", input, arena.value(node.weights()), output, PLAIN));
    ops.add(
        Nd4jOp.of(node.name() + " bias", "biasadd")
            .in(output, arena.vector(node.bias()))
            .out(output)
            .flops(output.length())
            .build());
  }

  @Override
  public INDArray backward(INDArray gradient, boolean wanted, List<Op> ops) {
    INDArray rows = gradient.reshape('c', arena.rows(), node.outputs());
    INDArray weights = arena.gradient(node.weights());
    ops.add(product("weight gradient", input, rows, weights, FIRST_TRANSPOSED));
    ops.add(
        Nd4jOp.of(node.name() + " bias gradient", "reduce_sum")
            .in(rows)
            .out(arena.gradientVector(node.bias()))
            .integers(0)
            .flops(rows.length())
            .build());
    if (!wanted) {
      return input;
    }
    INDArray back = arena.array(input.shape());
    ops.add(product("input gradient", rows, arena.value(node.weights()), back, SECOND_TRANSPOSED));
    return back;
  }

  private Op product(String what, INDArray a, INDArray b, INDArray result, long[] transposed) {
    return Nd4jOp.of(node.name() + " " + what, "matmul")
        .in(a, b)
        .out(result)
        .numbers(1, 0)
        .integers(transposed)
        .flops(flops)
        .build();
  }
}
