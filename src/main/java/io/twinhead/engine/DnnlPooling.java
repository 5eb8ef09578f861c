package io.twinhead.engine;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.jspecify.annotations.Nullable;

/** Pooling; training remembers where each maximum came from. */
final class DnnlPooling implements DnnlStage {
  private final Dnnl dnnl;
  private final Arena arena;
  private final Node.Pooling node;
  private final int algorithm;
  private final boolean mayOverwrite;
  private final long[] kernel;
  private final long[] stride;
  private final long[] before;
  private final long[] after;
  private pooling_forward.@Nullable primitive_desc description;
  private @Nullable memory input;
  private @Nullable memory origins;

  /**
   * Makes ready.
   *
   * @param mayOverwrite whether nobody reads the input after this, so that the gradient by it may
   *     take its place
   */
  DnnlPooling(Dnnl dnnl, Arena arena, Node.Pooling node, boolean mayOverwrite) {
    this.dnnl = dnnl;
    this.mayOverwrite = mayOverwrite;
    this.arena = arena;
    this.node = node;
    this.algorithm = node.max() ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding;
    Sliding window = node.window();
    this.kernel = new long[] {window.height(), window.width()};
    this.stride = new long[] {window.strideHeight(), window.strideWidth()};
    this.before = new long[] {window.top(), window.left()};
    this.after = new long[] {window.bottom(), window.right()};
  }

  @Override
  public memory forward(memory from, List<Op> ops) {
    input = from;
    long[] shape = node.output();
    description =
        dnnl.keep(
            new pooling_forward.primitive_desc(
                dnnl.keep(
                    new pooling_forward.desc(
                        arena.training() ? dnnl_forward_training : dnnl_forward_inference,
                        algorithm,
                        from.get_desc(),
                        dnnl.any(arena.rows(), shape[2], shape[0], shape[1]),
                        stride,
                        kernel,
                        before,
                        after)),
                dnnl.attributes(),
                dnnl.engine()));
    memory output = dnnl.allocate(description.dst_desc());
    Map<Integer, memory> arguments = new LinkedHashMap<>();
    arguments.put(DNNL_ARG_SRC, from);
    arguments.put(DNNL_ARG_DST, output);
    if (arena.training() && node.max()) {
      origins = dnnl.allocate(description.workspace_desc());
      arguments.put(DNNL_ARG_WORKSPACE, origins);
    }
    long flops = arena.rows() * Shapes.length(shape) * kernel[0] * kernel[1];
    ops.add(dnnl.op(node.name() + " forward", flops, description, arguments));
    return output;
  }

  @Override
  public memory backward(memory gradient, boolean wanted, List<Op> ops) {
    if (!wanted) {
      return gradient;
    }
    pooling_forward.primitive_desc forward = Objects.requireNonNull(description);
    memory source = Objects.requireNonNull(input);
    memory.desc from = source.get_desc();
    memory at = dnnl.reordered(node.name() + " gradient", gradient, forward.dst_desc(), ops);
    pooling_backward.primitive_desc backward =
        dnnl.keep(
            new pooling_backward.primitive_desc(
                dnnl.keep(
                    new pooling_backward.desc(
                        algorithm, from, at.get_desc(), stride, kernel, before, after)),
                dnnl.attributes(),
                dnnl.engine(),
                forward));
    memory back = mayOverwrite ? source : dnnl.allocate(from);
    Map<Integer, memory> arguments = new LinkedHashMap<>();
    arguments.put(DNNL_ARG_DIFF_DST, at);
    arguments.put(DNNL_ARG_DIFF_SRC, back);
    if (origins != null) {
      arguments.put(DNNL_ARG_WORKSPACE, origins);
    }
    ops.add(dnnl.op(node.name() + " gradient", 0, backward, arguments));
    return back;
  }
}
