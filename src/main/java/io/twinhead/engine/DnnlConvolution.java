package io.twinhead.engine;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc;
import org.jspecify.annotations.Nullable;

/**
 * A convolution, with the ReLU that follows it. Weights come from, and weight gradients go to, the
 * network's own vectors, where they lie as [out, in, kernel height, kernel width].
 */
final class DnnlConvolution implements DnnlStage {
  /**
   * With fewer input channels, Winograd's layouts are mostly padding: slow, and several times as
   * large.
   */
  private static final int LEAST_CHANNELS = 8;

  private final Dnnl dnnl;
  private final Arena arena;
  private final Node.Convolution node;
  private final Algorithms algorithms;
  private final boolean relu;
  private final long[] stride;
  private final long[] before;
  private final long[] after;
  private final memory.desc source;
  private final memory.desc kernel;
  private final memory.desc bias;
  private final memory.desc result;
  private final long flops;
  private convolution_forward.@Nullable primitive_desc description;
  private @Nullable memory input;

  DnnlConvolution(
      Dnnl dnnl, Arena arena, Node.Convolution node, Algorithms algorithms, boolean relu) {
    this.dnnl = dnnl;
    this.arena = arena;
    this.node = node;
    this.algorithms = algorithms;
    this.relu = relu;
    Sliding window = node.window();
    this.stride = new long[] {window.strideHeight(), window.strideWidth()};
    this.before = new long[] {window.top(), window.left()};
    this.after = new long[] {window.bottom(), window.right()};
    this.source = any(node.input());
    this.kernel = dnnl.any(node.weights().shape());
    this.bias = dnnl.description(memory.format_tag.a, node.output()[2]);
    this.result = any(node.output());
    this.flops = 2 * arena.rows() * node.output()[0] * node.output()[1] * node.weights().length();
  }

  private memory.desc any(long[] shape) {
    return dnnl.any(arena.rows(), shape[2], shape[0], shape[1]);
  }

  @Override
  public memory forward(memory from, List<Op> ops) {
    String name = node.name() + " forward";
    convolution_forward.primitive_desc chosen =
        chosen(
            name,
            algorithm ->
                new convolution_forward.primitive_desc(
                    new convolution_forward.desc(
                        arena.training() ? dnnl_forward_training : dnnl_forward_inference,
                        algorithm,
                        source,
                        kernel,
                        bias,
                        result,
                        stride,
                        before,
                        after),
                    attributes(),
                    dnnl.engine(),
                    true));
    description = chosen;
    input = dnnl.reordered(node.name() + " input", from, chosen.src_desc(), ops);
    memory output = dnnl.allocate(chosen.dst_desc());
    ops.add(
        dnnl.op(
            name,
            flops,
            chosen,
            Map.of(
                DNNL_ARG_SRC,
                input,
                DNNL_ARG_WEIGHTS,
                dnnl.reordered(node.name() + " weights", weights(), chosen.weights_desc(), ops),
                DNNL_ARG_BIAS,
                dnnl.wrap(bias, arena.vector(node.bias())),
                DNNL_ARG_DST,
                output)));
    return output;
  }

  private primitive_attr attributes() {
    primitive_attr attributes = dnnl.attributes();
    if (relu) {
      post_ops after = dnnl.keep(new post_ops());
      after.append_eltwise(1f, dnnl_eltwise_relu, 0f, 0f);
      attributes.set_post_ops(after);
    }
    return attributes;
  }

  @Override
  public memory backward(memory gradient, boolean wanted, List<Op> ops) {
    weightGradient(gradient, ops);
    return wanted ? inputGradient(gradient, ops) : gradient;
  }

  private void weightGradient(memory gradient, List<Op> ops) {
    String name = node.name() + " weight gradient";
    convolution_backward_weights.primitive_desc chosen =
        chosen(
            name,
            algorithm ->
                new convolution_backward_weights.primitive_desc(
                    new convolution_backward_weights.desc(
                        algorithm, source, kernel, bias, result, stride, before, after),
                    dnnl.attributes(),
                    dnnl.engine(),
                    Objects.requireNonNull(description),
                    true));
    memory.desc layout = chosen.diff_weights_desc();
    memory plain = dnnl.wrap(plainWeights(), arena.gradient(node.weights()));
    memory weights = plain.get_desc().equals(layout) ? plain : dnnl.allocate(layout);
    memory from = Objects.requireNonNull(input);
    ops.add(
        dnnl.op(
            name,
            flops,
            chosen,
            Map.of(
                DNNL_ARG_SRC,
                dnnl.reordered(node.name() + " input", from, chosen.src_desc(), ops),
                DNNL_ARG_DIFF_DST,
                dnnl.reordered(name, gradient, chosen.diff_dst_desc(), ops),
                DNNL_ARG_DIFF_WEIGHTS,
                weights,
                DNNL_ARG_DIFF_BIAS,
                dnnl.wrap(bias, arena.gradientVector(node.bias())))));
    if (weights != plain) {
      ops.add(dnnl.reorder(name, weights, plain));
    }
  }

  private memory inputGradient(memory gradient, List<Op> ops) {
    String name = node.name() + " input gradient";
    convolution_backward_data.primitive_desc chosen =
        chosen(
            name,
            algorithm ->
                new convolution_backward_data.primitive_desc(
                    new convolution_backward_data.desc(
                        algorithm, source, kernel, result, stride, before, after),
                    dnnl.attributes(),
                    dnnl.engine(),
                    Objects.requireNonNull(description),
                    true));
    memory back = dnnl.allocate(chosen.diff_src_desc());
    ops.add(
        dnnl.op(
            name,
            flops,
            chosen,
            Map.of(
                DNNL_ARG_DIFF_DST,
                dnnl.reordered(name, gradient, chosen.diff_dst_desc(), ops),
                DNNL_ARG_WEIGHTS,
                dnnl.reordered(node.name() + " weights", weights(), chosen.weights_desc(), ops),
                DNNL_ARG_DIFF_SRC,
                back)));
    return back;
  }

  private memory weights() {
    return dnnl.wrap(plainWeights(), arena.value(node.weights()));
  }

  private memory.desc plainWeights() {
    return dnnl.description(memory.format_tag.oihw, node.weights().shape());
  }

  /** Winograd's algorithm if it is asked for and there is one for this shape and CPU. */
  private <T extends primitive_desc> T chosen(String name, IntFunction<T> description) {
    if (algorithms.winograd(name) && node.input()[2] >= LEAST_CHANNELS) {
      T winograd = dnnl.keep(description.apply(dnnl_convolution_winograd));
      if (winograd.asBoolean()) {
        return winograd;
      }
    }
    return dnnl.keep(description.apply(dnnl_convolution_direct));
  }
}
