package io.twinhead.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Consecutive convolutions, poolings and ReLUs as oneDNN primitives, between which values keep the
 * layout that oneDNN prefers.
 */
final class DnnlBlock implements Unit {
  private final Dnnl dnnl;
  private final Arena arena;
  private final String name;
  private final INDArray input;
  private final INDArray output;
  private final List<DnnlStage> stages = new ArrayList<>();
  private final List<Op> forward = new ArrayList<>();

  DnnlBlock(Arena arena, List<Node> nodes, INDArray input, Algorithms algorithms) {
    Node last = nodes.get(nodes.size() - 1);
    this.arena = arena;
    this.dnnl = new Dnnl(arena.nextSlab());
    this.name = nodes.get(0).name() + " to " + last.name();
    this.input = input.reshape('c', Shapes.rows(arena.rows(), nodes.get(0).input()));
    this.output = arena.activations(last.output());
    memory at = plain(this.input);
    for (int i = 0; i < nodes.size(); i++) {
      DnnlStage stage = stage(nodes, i, algorithms);
      at = stage.forward(at, forward);
      stages.add(stage);
    }
    forward.add(dnnl.reorder(name + " output", at, plain(output)));
  }

  /** Whether a node can be part of a block. */
  static boolean takes(Node node) {
    return node instanceof Node.Convolution
        || node instanceof Node.Pooling
        || (node instanceof Node.Activate activate
            && activate.input().length == 3
            && activate.function().kind() == Activation.Kind.RELU);
  }

  private DnnlStage stage(List<Node> nodes, int index, Algorithms algorithms) {
    Node node = nodes.get(index);
    if (node instanceof Node.Convolution convolution) {
      return new DnnlConvolution(dnnl, arena, convolution, algorithms, reluFollows(nodes, index));
    }
    if (node instanceof Node.Pooling pooling) {
      boolean afterConvolution = index > 0 && nodes.get(index - 1) instanceof Node.Convolution;
      return new DnnlPooling(dnnl, arena, pooling, afterConvolution);
    }
    return new DnnlRelu(dnnl, node.name(), fused(nodes, index));
  }

  /** Whether a ReLU comes next, or after maxima only, with which it can change places. */
  private static boolean reluFollows(List<Node> nodes, int convolution) {
    for (int i = convolution + 1; i < nodes.size(); i++) {
      if (nodes.get(i) instanceof Node.Activate) {
        return true;
      }
      if (!(nodes.get(i) instanceof Node.Pooling pooling && pooling.max())) {
        return false;
      }
    }
    return false;
  }

  /** Whether the convolution before computes this ReLU as well. */
  private static boolean fused(List<Node> nodes, int relu) {
    for (int i = relu - 1; i >= 0; i--) {
      if (nodes.get(i) instanceof Node.Convolution) {
        return true;
      }
      if (!(nodes.get(i) instanceof Node.Pooling pooling && pooling.max())) {
        return false;
      }
    }
    return false;
  }

  /** An array's memory; oneDNN names sizes in the order rows, channels, height, width. */
  private memory plain(INDArray array) {
    long[] shape = array.shape();
    return dnnl.wrap(
        dnnl.description(memory.format_tag.nhwc, shape[0], shape[3], shape[1], shape[2]), array);
  }

  @Override
  public INDArray output() {
    return output;
  }

  @Override
  public void forward(List<Op> ops) {
    ops.addAll(forward);
  }

  @Override
  public INDArray backward(INDArray gradient, boolean wanted, List<Op> ops) {
    memory at = plain(gradient.reshape('c', output.shape()));
    for (int i = stages.size() - 1; i >= 0; i--) {
      at = stages.get(i).backward(at, wanted || i > 0, ops);
    }
    INDArray back = input;
    if (wanted) {
      back = arena.array(input.shape());
      ops.add(dnnl.reorder(name + " input gradient", at, plain(back)));
    }
    return back;
  }

  @Override
  public void ready() {
    dnnl.place();
  }

  @Override
  public void close() {
    dnnl.close();
  }
}
