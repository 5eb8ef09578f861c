package io.twinhead.model;

import io.twinhead.config.InputException;
import io.twinhead.head.OutputHead;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** Joins a trunk with a head into an ordinary DL4J network. */
public final class Networks {
  private Networks() {}

  /**
   * Makes a network with freshly drawn weights: Glorot uniform, biases 0. The trunk's weights
   * depend on the seed and not on the head, so that two heads start from the same trunk.
   *
   * @param shape of one example, {@code {features}} or {@code {height, width, channels}}
   * @throws InputException if the model cannot take examples of this shape
   */
  public static MultiLayerNetwork create(ModelSpec spec, OutputHead head, int[] shape, long seed) {
    spec.requireFits(shape);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(spec, head, shape, seed));
    network.init();
    return network;
  }

  private static MultiLayerConfiguration configuration(
      ModelSpec spec, OutputHead head, int[] shape, long seed) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(DataType.FLOAT)
            .weightInit(WeightInit.XAVIER_UNIFORM)
            .activation(Activation.IDENTITY)
            .updater(spec.updater().toDl4j())
            .l2(Objects.requireNonNull(spec.l2()))
            .list();
    int[] at = shape;
    for (LayerSpec layer : spec.layers()) {
      list.layer(layer.toDl4j(at));
      at = layer.outputShape(at);
    }
    return list.layer(
            new OutputLayer.Builder(head.loss())
                .nOut(head.outputs())
                .activation(head.activation())
                .build())
        .setInputType(inputType(shape))
        .build();
  }

  private static InputType inputType(int[] shape) {
    return shape.length == 1
        ? InputType.feedForward(shape[0])
        : InputType.convolutional(shape[0], shape[1], shape[2], CNN2DFormat.NHWC);
  }
}
