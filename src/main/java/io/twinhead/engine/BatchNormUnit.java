package io.twinhead.engine;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation (Ioffe and Szegedy, 2015) over [examples or pixels, channels]:
 *
 * <pre>
 *   x^ = (x - mean) / sqrt(variance + epsilon),   y = gamma x^ + beta
 *   dx = gamma / sqrt(variance + epsilon) (dy - mean(dy) - x^ mean(dy x^))
 * </pre>
 *
 * As in DL4J, the running mean and variance are parameters whose "gradient" is the step towards the
 * batch's own, which no updater changes.
 */
final class BatchNormUnit implements Unit {
  private final Arena arena;
  private final Node.BatchNorm node;
  private final INDArray input;
  private final INDArray output;
  private final long channels;
  private final long count;
  private final INDArray ones;
  private final INDArray mean;
  private final INDArray variance;
  private final INDArray inverse;
  private final INDArray normalised;

  BatchNormUnit(Arena arena, Node.BatchNorm node, INDArray input) {
    this.arena = arena;
    this.node = node;
    this.channels = node.channels();
    this.count = input.length() / channels;
    this.input = input.reshape('c', count, channels);
    this.output = arena.array(input.shape());
    this.ones = arena.ones(count);
    this.mean = arena.array(1, channels);
    this.variance = arena.array(1, channels);
    this.inverse = arena.array(1, channels);
    this.normalised = arena.array(count, channels);
  }

  @Override
  public INDArray output() {
    return output;
  }

  @Override
  public void forward(List<Op> ops) {
    INDArray result = output.reshape('c', count, channels);
    if (arena.training()) {
      ops.add(mean("mean", input, mean));
      ops.add(op("centre", "subtract", normalised, input, mean));
      ops.add(op("square", "multiply", result, normalised, normalised));
      ops.add(mean("variance", result, variance));
    } else {
      ops.add(op("centre", "subtract", normalised, input, row(node.mean())));
      ops.add(op("variance", "identity", variance, row(node.variance())));
    }
    ops.add(op("epsilon", "add", inverse, variance, constant(node.epsilon())));
    ops.add(op("inverse deviation", "Pow", inverse, inverse, constant(-0.5)));
    ops.add(op("normalise", "multiply", normalised, normalised, inverse));
    ops.add(op("scale", "multiply", result, normalised, row(node.gamma())));
    ops.add(op("shift", "add", result, result, row(node.beta())));
  }

  @Override
  public INDArray backward(INDArray gradient, boolean wanted, List<Op> ops) {
    INDArray dy = gradient.reshape('c', count, channels);
    INDArray work = arena.array(count, channels);
    INDArray gamma = arena.gradientVector(node.gamma()).reshape(1, channels);
    INDArray beta = arena.gradientVector(node.beta()).reshape(1, channels);
    ops.add(op("product", "multiply", work, dy, normalised));
    ops.add(sum("gamma gradient", work, gamma, 1));
    ops.add(sum("beta gradient", dy, beta, 1));
    step("mean step", node.mean(), mean, ops);
    step("variance step", node.variance(), variance, ops);
    if (wanted) {
      INDArray share = constant(1.0 / count);
      INDArray scale = arena.array(1, channels);
      ops.add(op("mean of product", "multiply", scale, gamma, share));
      ops.add(op("projection", "multiply", work, normalised, scale));
      ops.add(op("remainder", "subtract", dy, dy, work));
      ops.add(op("mean of gradient", "multiply", scale, beta, share));
      ops.add(op("centred gradient", "subtract", dy, dy, scale));
      ops.add(op("gradient scale", "multiply", scale, row(node.gamma()), inverse));
      ops.add(op("input gradient", "multiply", dy, dy, scale));
    }
    return gradient;
  }

  /** (1 - decay) (running value - the batch's), which is then subtracted from the former. */
  private void step(String what, Parameter running, INDArray batch, List<Op> ops) {
    INDArray step = arena.gradientVector(running).reshape(1, channels);
    ops.add(op(what, "subtract", step, row(running), batch));
    ops.add(op(what, "multiply", step, step, constant(1 - node.decay())));
  }

  private INDArray constant(double value) {
    INDArray array = arena.array(1, channels);
    array.assign(value);
    return array;
  }

  private INDArray row(Parameter parameter) {
    return arena.vector(parameter).reshape(1, channels);
  }

  private Op mean(String what, INDArray of, INDArray to) {
    return sum(what, of, to, 1.0 / count);
  }

  private Op sum(String what, INDArray of, INDArray to, double factor) {
    return Nd4jOp.of(node.name() + " " + what, "matmul")
        .in(ones, of)
        .out(to)
        .numbers(factor, 0)
        .integers(0, 0, 0)
        .flops(2 * of.length())
        .build();
  }

  private Op op(String what, String operation, INDArray to, INDArray... from) {
    return Nd4jOp.of(node.name() + " " + what, operation)
        .in(from)
        .out(to)
        .flops(to.length())
        .build();
  }
}
