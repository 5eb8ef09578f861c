package io.twinhead.engine;

import io.twinhead.head.OutputHead;
import io.twinhead.model.SeededDropout;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** A network to be made with any head, named by what is special about it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TestNetwork(
    String name, int[] shape, NeuralNetConfiguration.Builder settings, Layer... layers) {
  static final int[] IMAGE = {13, 11, 3};
  static final int[] ROW = {7};

  /** Trained by SGD. */
  TestNetwork(String name, int[] shape, Layer... layers) {
    this(name, shape, with(new Sgd(0.1)), layers);
  }

  static NeuralNetConfiguration.Builder with(IUpdater updater) {
    return new NeuralNetConfiguration.Builder().updater(updater);
  }

  MultiLayerNetwork create(OutputHead head) {
    return create(head, DataType.FLOAT);
  }

  MultiLayerNetwork create(OutputHead head, DataType type) {
    var list = settings.clone().seed(5).dataType(type).weightInit(WeightInit.XAVIER_UNIFORM).list();
    for (Layer layer : layers) {
      list.layer(layer.clone());
    }
    list.layer(
        new OutputLayer.Builder(head.loss())
            .nOut(head.outputs())
            .activation(head.activation())
            .build());
    list.setInputType(
        shape.length == 1
            ? InputType.feedForward(shape[0])
            : InputType.convolutional(shape[0], shape[1], shape[2], CNN2DFormat.NHWC));
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    return network;
  }

  boolean convolves() {
    return shape.length == 3;
  }

  @Override
  public String toString() {
    return name;
  }

  static Layer conv(int filters) {
    return conv(filters, 3, 1, false, relu());
  }

  static Layer conv(int filters, int kernel, int stride, boolean same, IActivation activation) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .nOut(filters)
        .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
        .dataFormat(CNN2DFormat.NHWC)
        .activation(activation)
        .build();
  }

  static Layer maxPool() {
    return pool(SubsamplingLayer.PoolingType.MAX, 2, 2, false);
  }

  static Layer pool(SubsamplingLayer.PoolingType type, int size, int stride, boolean same) {
    return new SubsamplingLayer.Builder(type, new int[] {size, size}, new int[] {stride, stride})
        .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
        .dataFormat(CNN2DFormat.NHWC)
        .avgPoolIncludePadInDivisor(false)
        .build();
  }

  static Layer dense(int units, IActivation activation) {
    return new DenseLayer.Builder().nOut(units).activation(activation).build();
  }

  static Layer dropout(double retain) {
    return new DropoutLayer.Builder(new SeededDropout(retain)).build();
  }

  static Layer batchNorm() {
    return new BatchNormalization.Builder().dataFormat(CNN2DFormat.NHWC).useLogStd(false).build();
  }

  static IActivation relu() {
    return Activation.RELU.getActivationFunction();
  }

  static IActivation tanh() {
    return Activation.TANH.getActivationFunction();
  }

  static IActivation identity() {
    return Activation.IDENTITY.getActivationFunction();
  }
}
