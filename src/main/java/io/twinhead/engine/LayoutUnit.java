package io.twinhead.engine;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The same images in the other layout. */
final class LayoutUnit implements Unit {
  private final Arena arena;
  private final Layout to;
  private final INDArray input;
  private final INDArray output;

  /**
   * Makes ready.
   *
   * @param image {@code {height, width, channels}}
   * @param input a batch of them in the layout that is not {@code to}
   */
  LayoutUnit(Arena arena, long[] image, Layout to, INDArray input) {
    this.arena = arena;
    this.to = to;
    this.input = input.reshape('c', to.other().batch(arena.rows(), image));
    this.output = arena.array(to.batch(arena.rows(), image));
  }

  @Override
  public INDArray output() {
    return output;
  }

  @Override
  public void forward(List<Op> ops) {
    ops.add(permute("forward", input, output, to));
  }

  @Override
  public INDArray backward(INDArray gradient, boolean wanted, List<Op> ops) {
    if (!wanted) {
      return input;
    }
    INDArray back = arena.array(input.shape());
    ops.add(permute("gradient", gradient.reshape('c', output.shape()), back, to.other()));
    return back;
  }

  private static Op permute(String what, INDArray from, INDArray into, Layout layout) {
    return Nd4jOp.of("layout " + what, "permute")
        .in(from)
        .out(into)
        .integers(layout.fromOther())
        .build();
  }
}
