package io.twinhead.model;

import io.twinhead.head.OutputHead;
import java.util.Objects;
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
   * @param shape of one example, {@code {features}}
   */
  public static MultiLayerNetwork create(ModelSpec spec, OutputHead head, int[] shape, long seed) {
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
    spec.layers().forEach(layer -> list.layer(layer.toDl4j()));
    return list.layer(
            new OutputLayer.Builder(head.loss())
                .nOut(head.outputs())
                .activation(head.activation())
                .build())
        .setInputType(InputType.feedForward(shape[0]))
        .build();
  }
}
