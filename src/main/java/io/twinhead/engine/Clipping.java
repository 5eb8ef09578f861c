package io.twinhead.engine;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Limits on the gradients of each layer, or of each of its parameters, as DL4J has them. */
final class Clipping {
  private final INDArray gradients;
  private final long origin;
  private final Layer head;
  private final List<Op> ops = new ArrayList<>();

  private Clipping(MultiLayerNetwork network, INDArray gradients) {
    this.gradients = gradients;
    this.origin = network.params().offset();
    this.head = network.getOutputLayer();
  }

  /**
   * Prepares the operations.
   *
   * @param gradients flat
   * @throws UnsupportedNetworkException if a layer has another kind of limit
   */
  static List<Op> of(MultiLayerNetwork network, INDArray gradients) {
    Clipping clipping = new Clipping(network, gradients);
    for (Layer layer : network.getLayers()) {
      clipping.layer(layer);
    }
    return clipping.ops;
  }

  private void layer(Layer layer) {
    GradientNormalization how = layer.getConfig().getGradientNormalization();
    if (layer.numParams() == 0 || how == null || how == GradientNormalization.None) {
      return;
    }
    double limit = layer.getConfig().getGradientNormalizationThreshold();
    String name = "layer " + layer.getIndex();
    INDArray whole = range(layer.params()).of(gradients);
    switch (how) {
      case ClipElementWiseAbsoluteValue ->
          ops.add(inPlace(name + " clip", "clipbyvalue", whole, -limit, limit));
      case ClipL2PerLayer ->
          ops.add(
              layer == head
                  ? new NormLimit(name + " clip", whole, limit)
                  : inPlace(name + " clip", "clipbynorm", whole, limit));
      case ClipL2PerParamType ->
          layer
              .paramTable()
              .forEach(
                  (key, parameter) ->
                      ops.add(
                          inPlace(
                              name + " " + key + " clip",
                              "clipbynorm",
                              range(parameter).of(gradients),
                              limit)));
      default -> throw new UnsupportedNetworkException(name, "its gradients are " + how);
    }
  }

  private Range range(INDArray parameter) {
    long from = parameter.offset() - origin;
    return new Range(from, from + parameter.length());
  }

  private static Op inPlace(String name, String operation, INDArray array, double... numbers) {
    return Nd4jOp.of(name, operation)
        .in(array)
        .out(array)
        .numbers(numbers)
        .flops(2 * array.length())
        .build();
  }
}
