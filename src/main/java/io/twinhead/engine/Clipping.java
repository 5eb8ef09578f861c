package io.twinhead.engine;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Limits on the gradients of each layer, or of each of its parameters, as DL4J has them. */
final class Clipping {
  private final INDArray gradients;
  private final long origin;
  private final Layer head;
  private final Device device;
  private final List<Op> ops = new ArrayList<>();

  private Clipping(MultiLayerNetwork network, INDArray gradients, Device device) {
    this.device = device;
    this.gradients = gradients;
    this.origin = network.params().offset();
    this.head = network.getOutputLayer();
  }

  /**
   * Prepares the operations.
   *
   * @param gradients flat
   * @param device that they are on
   * @throws UnsupportedNetworkException if a layer has another kind of limit
   */
  static List<Op> of(MultiLayerNetwork network, INDArray gradients, Device device) {
    Clipping clipping = new Clipping(network, gradients, device);
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
      case ClipL2PerLayer -> {
        if (layer == head) {
          headNorm(name + " clip", whole, limit);
        } else {
          ops.add(inPlace(name + " clip", "clipbynorm", whole, limit));
        }
      }
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

  /** In double precision, for the reason that {@link NormLimit} gives. */
  private void headNorm(String name, INDArray gradient, double limit) {
    if (device == Device.CPU) {
      ops.add(new NormLimit(name, gradient, limit));
    } else {
      INDArray wide = Nd4j.create(DataType.DOUBLE, gradient.shape());
      ops.add(cast(name, gradient, wide));
      ops.add(inPlace(name, "clipbynorm", wide, limit));
      ops.add(cast(name, wide, gradient));
    }
  }

  private static Op cast(String name, INDArray from, INDArray to) {
    return Nd4jOp.of(name, "cast").in(from).out(to).integers(to.dataType().toInt()).build();
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
