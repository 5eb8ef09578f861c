package io.twinhead.engine;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network and the kernels that shall run it.
 *
 * @param nodes from input to logits
 * @param onednn whether convolutions, poolings and ReLUs run as oneDNN blocks
 * @param algorithms of those blocks
 * @param device that the buffers are on
 */
record Recipe(List<Node> nodes, boolean onednn, Algorithms algorithms, Device device) {
  Recipe {
    nodes = List.copyOf(nodes);
  }

  /** For the CPU. */
  Recipe(List<Node> nodes, boolean onednn, Algorithms algorithms) {
    this(nodes, onednn, algorithms, Device.CPU);
  }

  /** The same for inference, in which dropout does nothing. */
  Recipe withoutDropout() {
    List<Node> others = nodes.stream().filter(node -> !(node instanceof Node.Dropout)).toList();
    return new Recipe(others, onednn, algorithms, device);
  }

  boolean normalisesBatches() {
    return nodes.stream().anyMatch(node -> node instanceof Node.BatchNorm);
  }

  boolean convolves() {
    return nodes.stream().anyMatch(node -> node instanceof Node.Convolution);
  }

  List<Node.Dropout> dropouts() {
    List<Node.Dropout> dropouts = new ArrayList<>();
    for (Node node : nodes) {
      if (node instanceof Node.Dropout dropout) {
        dropouts.add(dropout);
      }
    }
    return dropouts;
  }

  /** Makes the nodes ready, each on the output of the one before. */
  List<Unit> units(Arena arena, INDArray input) {
    List<Unit> units = new ArrayList<>();
    INDArray at = input;
    Layout layout = Layout.CHANNELS_LAST;
    for (int i = 0; i < nodes.size(); ) {
      Layout wanted = nodes.get(i).layout(device, layout);
      if (wanted != layout) {
        LayoutUnit change = new LayoutUnit(arena, image(i), wanted, at);
        units.add(change);
        at = change.output();
        layout = wanted;
      }
      int end = onednn ? blockEnd(i) : i;
      Unit unit;
      if (end > i) {
        unit = new DnnlBlock(arena, nodes.subList(i, end), at, algorithms);
        i = end;
      } else {
        unit = nodes.get(i).unit(arena, at, i > 0);
        i++;
      }
      units.add(unit);
      at = unit.output();
    }
    return units;
  }

  /** The shape of the images that come to a node, which may see them flattened. */
  private long[] image(int index) {
    long[] shape = nodes.get(index).input();
    for (int i = index - 1; shape.length != 3; i--) {
      shape = nodes.get(i).output();
    }
    return shape;
  }

  /** The end of the block that begins here; a block is worth its layouts if it convolves. */
  private int blockEnd(int begin) {
    int end = begin;
    boolean convolves = false;
    while (end < nodes.size() && DnnlBlock.takes(nodes.get(end))) {
      convolves |= nodes.get(end) instanceof Node.Convolution;
      end++;
    }
    return convolves ? end : begin;
  }
}
