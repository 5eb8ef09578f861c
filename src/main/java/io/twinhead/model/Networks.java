package io.twinhead.model;

import io.twinhead.config.InputException;
import io.twinhead.head.OutputHead;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.regularization.WeightDecay;

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
    return create(spec, head, shape, seed, HeadTuning.NONE, DataType.FLOAT);
  }

  /**
   * The same with other training settings for the output layer, and in a precision.
   *
   * @param type of all numbers: {@code FLOAT} or {@code DOUBLE}
   * @throws InputException if the model cannot take examples of this shape
   */
  public static MultiLayerNetwork create(
      ModelSpec spec, OutputHead head, int[] shape, long seed, HeadTuning tuning, DataType type) {
    spec.requireFits(shape);
    MultiLayerNetwork network =
        new MultiLayerNetwork(configuration(spec, head, shape, seed, tuning, type));
    network.init();
    return network;
  }

  /** The number of parameters that {@link #create} would allocate. */
  static long parameters(ModelSpec spec, OutputHead head, int[] shape) {
    spec.requireFits(shape);
    return configuration(spec, head, shape, 1, HeadTuning.NONE, DataType.FLOAT).getConfs().stream()
        .mapToLong(layer -> layer.getLayer().initializer().numParams(layer))
        .sum();
  }

  private static MultiLayerConfiguration configuration(
      ModelSpec spec, OutputHead head, int[] shape, long seed, HeadTuning tuning, DataType type) {
    NeuralNetConfiguration.ListBuilder list = settings(spec).dataType(type).seed(seed).list();
    int[] at = shape;
    for (LayerSpec layer : spec.layers()) {
      list.layer(decaying(layer.toDl4j(at), spec));
      at = layer.outputShape(at);
    }
    ModelSpec tuned = tuning.applyTo(spec);
    return list.layer(decaying(output(tuned, head), tuned)).setInputType(inputType(shape)).build();
  }

  private static NeuralNetConfiguration.Builder settings(ModelSpec spec) {
    NeuralNetConfiguration.Builder settings =
        new NeuralNetConfiguration.Builder()
            .weightInit(WeightInit.XAVIER_UNIFORM)
            .activation(Activation.IDENTITY)
            .updater(spec.updater().toDl4j())
            .l2(Objects.requireNonNull(spec.l2()));
    Clip clip = spec.clip();
    return clip == null
        ? settings
        : settings
            .gradientNormalization(clip.toDl4j())
            .gradientNormalizationThreshold(clip.limit());
  }

  /** Says again what may differ from the settings of all layers. */
  private static Layer output(ModelSpec tuned, OutputHead head) {
    OutputLayer.Builder output =
        new OutputLayer.Builder(head.loss())
            .nOut(head.outputs())
            .activation(head.activation())
            .updater(tuned.updater().toDl4j())
            .l2(Objects.requireNonNull(tuned.l2()));
    if (tuned.clip() != null) {
      output.gradientNormalizationThreshold(tuned.clip().limit());
    }
    return output.build();
  }

  /** Layer by layer, since DL4J counts weight decay twice that is set for all layers at once. */
  private static Layer decaying(Layer layer, ModelSpec spec) {
    double decay = Objects.requireNonNull(spec.weightDecay());
    if (decay > 0 && layer instanceof BaseLayer base) {
      base.setRegularization(List.of(new WeightDecay(decay, true)));
    }
    return layer;
  }

  private static InputType inputType(int[] shape) {
    return shape.length == 1
        ? InputType.feedForward(shape[0])
        : InputType.convolutional(shape[0], shape[1], shape[2], CNN2DFormat.NHWC);
  }
}
