package io.twinhead.engine;

import static io.twinhead.engine.TestNetwork.IMAGE;
import static io.twinhead.engine.TestNetwork.ROW;
import static io.twinhead.engine.TestNetwork.batchNorm;
import static io.twinhead.engine.TestNetwork.conv;
import static io.twinhead.engine.TestNetwork.dense;
import static io.twinhead.engine.TestNetwork.dropout;
import static io.twinhead.engine.TestNetwork.identity;
import static io.twinhead.engine.TestNetwork.maxPool;
import static io.twinhead.engine.TestNetwork.pool;
import static io.twinhead.engine.TestNetwork.relu;
import static io.twinhead.engine.TestNetwork.tanh;

import io.twinhead.model.SeededDropout;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;

/** One network for each thing that an engine has to get right. */
final class Architectures {
  private Architectures() {}

  static List<TestNetwork> all() {
    var max = SubsamplingLayer.PoolingType.MAX;
    var avg = SubsamplingLayer.PoolingType.AVG;
    return List.of(
        new TestNetwork("logistic", ROW),
        new TestNetwork("dense relu", ROW, dense(6, relu()), dense(5, relu())),
        new TestNetwork("tanh", ROW, dense(6, tanh())),
        new TestNetwork("sigmoid", ROW, dense(6, Activation.SIGMOID.getActivationFunction())),
        new TestNetwork("softplus", ROW, dense(6, Activation.SOFTPLUS.getActivationFunction())),
        new TestNetwork("elu", ROW, dense(6, new ActivationELU())),
        new TestNetwork("leaky relu", ROW, dense(6, new ActivationLReLU(0.2))),
        new TestNetwork("identity", ROW, dense(6, identity())),
        new TestNetwork(
            "dropout", ROW, dense(40, relu()), dropout(0.5), dense(9, tanh()), dropout(0.8)),
        new TestNetwork("dropout first", ROW, dropout(0.7), dense(9, relu())),
        new TestNetwork("batch norm dense", ROW, dense(8, relu()), batchNorm(), dense(5, relu())),
        new TestNetwork("batch norm first", ROW, batchNorm(), dense(5, tanh()), batchNorm()),
        new TestNetwork(
            "activation layer",
            ROW,
            new ActivationLayer(relu()),
            dense(5, tanh()),
            new ActivationLayer(tanh())),
        new TestNetwork(
            "conv pool", IMAGE, conv(4), maxPool(), conv(5), maxPool(), dense(6, relu())),
        new TestNetwork("conv 32 channels", IMAGE, conv(32), maxPool(), conv(32), dense(6, relu())),
        new TestNetwork(
            "conv same", IMAGE, conv(4, 3, 1, true, relu()), conv(5, 3, 1, true, relu())),
        new TestNetwork(
            "conv stride", IMAGE, conv(4, 3, 2, false, relu()), conv(5, 2, 2, false, relu())),
        new TestNetwork(
            "conv stride same", IMAGE, conv(4, 3, 2, true, relu()), conv(5, 3, 3, true, tanh())),
        new TestNetwork(
            "conv tanh",
            IMAGE,
            conv(4, 3, 1, false, tanh()),
            maxPool(),
            conv(5, 3, 1, false, tanh())),
        new TestNetwork("conv even kernel same", IMAGE, conv(4, 4, 1, true, relu()), maxPool()),
        new TestNetwork(
            "avg pool", IMAGE, conv(4), pool(avg, 2, 2, false), conv(5), pool(avg, 2, 1, false)),
        new TestNetwork("avg pool same", IMAGE, conv(4), pool(avg, 3, 2, true), conv(5)),
        new TestNetwork("max pool same", IMAGE, conv(4), pool(max, 3, 2, true), conv(5)),
        new TestNetwork("pool overlapping", IMAGE, conv(4), pool(max, 3, 1, false), conv(5)),
        new TestNetwork("pool first", IMAGE, maxPool(), conv(5)),
        new TestNetwork(
            "relu twice", IMAGE, conv(4), maxPool(), new ActivationLayer(relu()), conv(4)),
        new TestNetwork(
            "relu after mean",
            IMAGE,
            conv(4, 3, 1, false, identity()),
            pool(avg, 2, 2, false),
            new ActivationLayer(relu())),
        new TestNetwork(
            "conv dropout", IMAGE, conv(4), maxPool(), dropout(0.6), conv(5), dense(6, relu())),
        new TestNetwork("windows of all sorts", IMAGE, paddedConv(), paddedPool(), conv(5)),
        new TestNetwork("dropout of every layer", IMAGE, dropoutOfEveryLayer()),
        new TestNetwork("two blocks", IMAGE, conv(2), dropout(0.6), conv(16), maxPool(), conv(20)),
        new TestNetwork(
            "three blocks",
            IMAGE,
            conv(3, 3, 1, false, tanh()),
            conv(16, 3, 1, false, tanh()),
            conv(20)),
        new TestNetwork(
            "batch norm conv", IMAGE, conv(4), batchNorm(), maxPool(), conv(5), dense(6, relu())),
        new TestNetwork("batch norm first conv", IMAGE, batchNorm(), conv(4), batchNorm()));
  }

  private static Layer paddedConv() {
    return new ConvolutionLayer.Builder(new int[] {3, 2}, new int[] {2, 1}, new int[] {1, 2})
        .nOut(4)
        .dataFormat(CNN2DFormat.NHWC)
        .activation(tanh())
        .build();
  }

  private static Layer paddedPool() {
    return new SubsamplingLayer.Builder(
            SubsamplingLayer.PoolingType.MAX, new int[] {3, 2}, new int[] {1, 3})
        .padding(1, 0)
        .dataFormat(CNN2DFormat.NHWC)
        .build();
  }

  /**
   * DL4J heeds it in layers with weights only. A second convolution has none here: DL4J's backward
   * pass would apply the mask with channels first, forward with channels last.
   */
  private static Layer[] dropoutOfEveryLayer() {
    Layer[] layers = {
      conv(4), new ActivationLayer(tanh()), maxPool(), batchNorm(), dense(9, relu())
    };
    for (Layer layer : layers) {
      layer.setIDropout(new SeededDropout(0.8));
    }
    return layers;
  }
}
