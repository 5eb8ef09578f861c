package io.twinhead.engine;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution by ND4J's operations. */
final class ConvolutionUnit implements Unit {
  /** ND4J's name of weights as [out, in, kernel height, kernel width]. */
  private static final long WEIGHTS = 1;

  private final Arena arena;
  private final Node.Convolution node;
  private final INDArray input;
  private final INDArray output;
  private final long flops;

  ConvolutionUnit(Arena arena, Node.Convolution node, INDArray input) {
    this.arena = arena;
    this.node = node;
    this.input = input;
    this.output = arena.images(node.output());
    this.flops = 2 * output.length() * node.weights().length() / node.output()[2];
  }

  @Override
  public INDArray output() {
    return output;
  }

  @Override
  public void forward(List<Op> ops) {
    ops.add(
        Nd4jOp.of(node.name() + " forward", "conv2d")
            .in(input, arena.value(node.weights()), arena.vector(node.bias()))
            .out(output)
            .integers(arguments())
            .helpers()
            .flops(flops)
            .build());
  }

  @Override
  public INDArray backward(INDArray gradient, boolean wanted, List<Op> ops) {
    INDArray shaped = gradient.reshape('c', output.shape());
    if (!wanted && canDeconvolve()) {
      weightsByDeconvolution(shaped, ops);
      bias(arena.summable(gradient), ops);
      return input;
    }
    INDArray back = arena.array(input.shape());
    ops.add(
        Nd4jOp.of(node.name() + " gradients", "conv2d_bp")
            .in(input, arena.value(node.weights()), arena.vector(node.bias()), shaped)
            .out(back, arena.gradient(node.weights()), arena.gradientVector(node.bias()))
            .integers(arguments())
            .helpers()
            .flops(2 * flops)
            .build());
    return back;
  }

  /** Stride 1 and no pixel left over; only where the implementation is fast. */
  private boolean canDeconvolve() {
    Sliding window = node.window();
    return arena.device().images() == Layout.CHANNELS_LAST
        && arena.type() == DataType.FLOAT
        && window.strideHeight() == 1
        && window.strideWidth() == 1
        && window.tiles(node.input(), node.output());
  }

  /**
   * The weight gradient of a deconvolution whose input is this gradient and whose gradient is this
   * input is the same sum of products. {@code conv2d_bp} would compute the gradient by the input
   * too; here a convolution forward takes its place, which is several times cheaper. Its result
   * goes where nobody looks any more.
   */
  private void weightsByDeconvolution(INDArray gradient, List<Op> ops) {
    ops.add(
        Nd4jOp.of(node.name() + " weight gradient", "deconv2d_bp")
            .in(gradient, arena.value(node.weights()), input)
            .out(output, arena.gradient(node.weights()))
            .integers(arguments())
            .helpers()
            .flops(2 * flops)
            .build());
  }

  private long[] arguments() {
    return node.window().arguments(arena.device().images().flag(), WEIGHTS);
  }

  /**
   * A product with a row of ones: ND4J's sum over all but the last dimension is ten times slower.
   */
  private void bias(INDArray gradient, List<Op> ops) {
    long channels = node.output()[2];
    long pixels = gradient.length() / channels;
    ops.add(
        Nd4jOp.of(node.name() + " bias gradient", "matmul")
            .in(arena.ones(pixels), gradient.reshape('c', pixels, channels))
            .out(arena.gradientVector(node.bias()).reshape(1, channels))
            .numbers(1, 0)
            .integers(0, 0, 0)
            .flops(gradient.length())
            .build());
  }
}
