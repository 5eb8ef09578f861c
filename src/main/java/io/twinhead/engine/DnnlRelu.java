package io.twinhead.engine;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** ReLU, whose derivative is read off its output. */
final class DnnlRelu implements DnnlStage {
  private final Dnnl dnnl;
  private final String name;
  private final boolean fused;
  private eltwise_forward.@Nullable primitive_desc description;
  private @Nullable memory output;

  /**
   * Makes ready.
   *
   * @param fused whether a convolution before has applied it already
   */
  DnnlRelu(Dnnl dnnl, String name, boolean fused) {
    this.dnnl = dnnl;
    this.name = name;
    this.fused = fused;
  }

  @Override
  public memory forward(memory input, List<Op> ops) {
    description =
        dnnl.keep(
            new eltwise_forward.primitive_desc(
                dnnl.keep(
                    new eltwise_forward.desc(
                        dnnl_forward_training,
                        dnnl_eltwise_relu_use_dst_for_bwd,
                        input.get_desc(),
                        0f,
                        0f)),
                dnnl.attributes(),
                dnnl.engine()));
    output = input;
    if (!fused) {
      output = dnnl.allocate(input.get_desc());
      ops.add(
          dnnl.op(
              name + " forward",
              0,
              description,
              Map.of(DNNL_ARG_SRC, input, DNNL_ARG_DST, output)));
    }
    return output;
  }

  @Override
  public memory backward(memory gradient, boolean wanted, List<Op> ops) {
    if (!wanted) {
      return gradient;
    }
    memory result = Objects.requireNonNull(output);
    memory.desc layout = result.get_desc();
    memory at = dnnl.reordered(name + " gradient", gradient, layout, ops);
    eltwise_backward.primitive_desc backward =
        dnnl.keep(
            new eltwise_backward.primitive_desc(
                dnnl.keep(
                    new eltwise_backward.desc(
                        dnnl_eltwise_relu_use_dst_for_bwd, layout, layout, 0f, 0f)),
                dnnl.attributes(),
                dnnl.engine(),
                description));
    ops.add(
        dnnl.op(
            name + " gradient",
            0,
            backward,
            Map.of(DNNL_ARG_DST, result, DNNL_ARG_DIFF_DST, at, DNNL_ARG_DIFF_SRC, at)));
    return at;
  }
}
