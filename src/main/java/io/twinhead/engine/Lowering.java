package io.twinhead.engine;

import io.twinhead.head.HeadLoss;
import io.twinhead.model.SeededDropout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads a DL4J network as a list of nodes, the last of which gives the logits. */
final class Lowering {
  private final MultiLayerNetwork network;
  private final List<Node> nodes = new ArrayList<>();
  private long[] at;

  private Lowering(MultiLayerNetwork network, int[] shape) {
    this.network = network;
    this.at = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      at[i] = shape[i];
    }
  }

  /**
   * Reads a network.
   *
   * @param shape of one example, {@code {features}} or {@code {height, width, channels}}
   * @throws UnsupportedNetworkException if it has something that plans do not know
   */
  static List<Node> of(MultiLayerNetwork network, int[] shape) {
    Lowering lowering = new Lowering(network, shape);
    DataType type = network.params().dataType();
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new UnsupportedNetworkException("the network", "its numbers are " + type);
    }
    for (int i = 0; i < network.getnLayers(); i++) {
      lowering.layer(i);
    }
    lowering.poolFirst();
    return List.copyOf(lowering.nodes);
  }

  /**
   * Lets activations and maxima change places: for monotone functions, the maximum of the values is
   * the value of the maximum, and there are fewer of them after pooling.
   */
  private void poolFirst() {
    for (int i = 1; i < nodes.size(); i++) {
      if (nodes.get(i) instanceof Node.Pooling pooling
          && pooling.max()
          && nodes.get(i - 1) instanceof Node.Activate activate) {
        nodes.set(i - 1, pooling);
        nodes.set(i, new Node.Activate(activate.name(), pooling.output(), activate.function()));
      }
    }
  }

  private void layer(int index) {
    Layer layer = network.getLayer(index).conf().getLayer();
    flatten(index);
    requirePlain(index, layer);
    if (hasWeights(layer) || layer instanceof DropoutLayer) {
      dropout(index, layer.getIDropout());
    }
    if (layer instanceof OutputLayer output) {
      requireHeadLoss(index, output);
      dense("head", index, output, output.hasBias());
    } else if (layer instanceof DenseLayer dense) {
      if (dense.hasLayerNorm()) {
        throw unsupported(index, "it has layer normalisation");
      }
      dense("dense", index, dense, dense.hasBias());
      activate(index, dense.getActivationFn());
    } else if (layer.getClass() == ConvolutionLayer.class) {
      ConvolutionLayer convolution = (ConvolutionLayer) layer;
      convolution(index, convolution);
      activate(index, convolution.getActivationFn());
    } else if (layer.getClass() == SubsamplingLayer.class) {
      pooling(index, (SubsamplingLayer) layer);
    } else if (layer instanceof BatchNormalization normalization) {
      batchNorm(index, normalization);
    } else if (layer instanceof ActivationLayer activation) {
      activate(index, activation.getActivationFn());
    } else if (!(layer instanceof DropoutLayer)) {
      throw unsupported(index, "plans do not know this kind of layer");
    }
  }

  /** DL4J drops nothing before other layers, even if they are told to. */
  private static boolean hasWeights(Layer layer) {
    return layer instanceof DenseLayer
        || layer instanceof OutputLayer
        || layer instanceof ConvolutionLayer;
  }

  /** Row by row, channels last: the order in which an image's values lie anyway. */
  private void flatten(int index) {
    InputPreProcessor before = network.getLayerWiseConfigurations().getInputPreProcess(index);
    if (before == null) {
      return;
    }
    if (!(before instanceof CnnToFeedForwardPreProcessor flatten)
        || flatten.getFormat() != CNN2DFormat.NHWC) {
      throw unsupported(index, "its input goes through " + before);
    }
    at = new long[] {Shapes.length(at)};
  }

  private void requirePlain(int index, Layer layer) {
    if (layer.getConstraints() != null && !layer.getConstraints().isEmpty()) {
      throw unsupported(index, "it has parameter constraints");
    }
    if (layer instanceof BaseLayer base && base.getWeightNoise() != null) {
      throw unsupported(index, "it has weight noise");
    }
    NeuralNetConfiguration settings = network.getLayer(index).conf();
    if (settings.getOptimizationAlgo() != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT
        || settings.getStepFunction() != null
        || !settings.isMinimize()) {
      throw unsupported(index, "it is not trained by plain gradient descent");
    }
    if (!settings.isMiniBatch()) {
      throw unsupported(index, "its gradients are not divided by the batch size");
    }
  }

  private void requireHeadLoss(int index, OutputLayer output) {
    if (index != network.getnLayers() - 1 || !(output.getLossFn() instanceof HeadLoss)) {
      throw unsupported(index, "its loss is " + output.getLossFn());
    }
  }

  private void dropout(int index, @Nullable IDropout dropout) {
    if (dropout == null) {
      return;
    }
    OptionalDouble retain = OptionalDouble.empty();
    if (dropout instanceof SeededDropout seeded) {
      retain = OptionalDouble.of(seeded.retain());
    } else if (dropout instanceof Dropout plain && plain.getPSchedule() == null) {
      retain = OptionalDouble.of(plain.getP());
    }
    double kept = retain.orElseThrow(() -> unsupported(index, "its dropout is " + dropout));
    nodes.add(new Node.Dropout("dropout" + index, at, index, kept));
  }

  private void dense(String kind, int index, FeedForwardLayer layer, boolean bias) {
    requireBias(index, bias);
    long[] out = {layer.getNOut()};
    nodes.add(new Node.Dense(kind + index, at, out, parameter(index, "W"), parameter(index, "b")));
    at = out;
  }

  private void convolution(int index, ConvolutionLayer layer) {
    requireBias(index, layer.hasBias());
    requireChannelsLast(index, layer.getCnn2dDataFormat());
    Sliding window =
        window(
            index,
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            layer.getDilation(),
            layer.getConvolutionMode());
    long[] places = window.places(at, layer.getNOut());
    nodes.add(
        new Node.Convolution(
            "conv" + index, at, places, window, parameter(index, "W"), parameter(index, "b")));
    at = places;
  }

  private void pooling(int index, SubsamplingLayer layer) {
    requireChannelsLast(index, layer.getCnn2dDataFormat());
    PoolingType type = layer.getPoolingType();
    if (type != PoolingType.MAX && type != PoolingType.AVG) {
      throw unsupported(index, "its pooling is " + type);
    }
    boolean max = type == PoolingType.MAX;
    Sliding window =
        window(
            index,
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            layer.getDilation(),
            layer.getConvolutionMode());
    if (!max && window.isPadded() && layer.isAvgPoolIncludePadInDivisor()) {
      throw unsupported(index, "its means count padding");
    }
    long[] places = window.places(at, at[2]);
    nodes.add(new Node.Pooling((max ? "maxpool" : "avgpool") + index, at, places, window, max));
    at = places;
  }

  private Sliding window(
      int index, int[] kernel, int[] stride, int[] padding, int[] dilation, ConvolutionMode mode) {
    if (dilation[0] != 1 || dilation[1] != 1) {
      throw unsupported(index, "its window is dilated");
    }
    return switch (mode) {
      case Same -> Sliding.same(at, kernel, stride);
      case Truncate, Strict -> Sliding.padded(kernel, stride, padding);
      default -> throw unsupported(index, "its convolution mode is " + mode);
    };
  }

  private void batchNorm(int index, BatchNormalization layer) {
    if (layer.isLockGammaBeta() || layer.isUseLogStd()) {
      throw unsupported(index, "it locks gamma and beta, or keeps the logarithm of the deviation");
    }
    if (at.length == 3) {
      requireChannelsLast(index, layer.getCnn2DFormat());
    }
    nodes.add(
        new Node.BatchNorm(
            "batchnorm" + index,
            at,
            parameter(index, "gamma"),
            parameter(index, "beta"),
            parameter(index, "mean"),
            parameter(index, "var"),
            layer.getEps(),
            layer.getDecay()));
  }

  private void activate(int index, IActivation function) {
    Activation activation =
        Activation.of(function)
            .orElseThrow(() -> unsupported(index, "its activation is " + function));
    if (activation.kind() != Activation.Kind.IDENTITY) {
      nodes.add(new Node.Activate(activation.kind().operation() + index, at, activation));
    }
  }

  private Parameter parameter(int index, String name) {
    Map<String, INDArray> table = network.getLayer(index).paramTable();
    INDArray array = table.get(name);
    if (array == null) {
      throw unsupported(index, "it has no parameter " + name);
    }
    return new Parameter(
        array.offset() - network.params().offset(), array.shape(), array.ordering());
  }

  private void requireBias(int index, boolean bias) {
    if (!bias) {
      throw unsupported(index, "it has no bias");
    }
  }

  private void requireChannelsLast(int index, CNN2DFormat format) {
    if (format != CNN2DFormat.NHWC) {
      throw unsupported(index, "its images are " + format + ", not NHWC");
    }
  }

  private UnsupportedNetworkException unsupported(int index, String why) {
    Layer layer = network.getLayer(index).conf().getLayer();
    return new UnsupportedNetworkException(
        "layer %d (%s)".formatted(index, layer.getClass().getSimpleName()), why);
  }
}
