package io.twinhead.model;

import com.sun.management.OperatingSystemMXBean;
import io.twinhead.config.InputException;
import io.twinhead.head.OutputHead;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
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
  private static final double MEGA = 1 << 20;

  /** Of the parameters' length: themselves, their gradients and one of the updater at least. */
  private static final int ARRAYS = 3;

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
    MultiLayerConfiguration configuration = configuration(spec, head, shape, seed, tuning, type);
    requireRoom(spec, parameters(configuration), type);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  /** Native code that finds no memory ends the whole process. */
  private static void requireRoom(ModelSpec spec, long parameters, DataType type) {
    double megabytes = Math.ceil((double) parameters * type.width() * ARRAYS / MEGA);
    double memory = memory();
    if (parameters > Integer.MAX_VALUE - 8 || megabytes > memory) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "model %s: its %,d parameters take %,.0f MB to train, and there are %,.0f MB of memory;"
                  + " make its layers smaller",
              spec.name(),
              parameters,
              megabytes,
              memory));
    }
  }

  /** Of this machine or container, in MB. */
  private static double memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        / MEGA;
  }

  /** The number of parameters that {@link #create} would allocate. */
  public static long parameters(ModelSpec spec, OutputHead head, int[] shape) {
    spec.requireFits(shape);
    return parameters(configuration(spec, head, shape, 1, HeadTuning.NONE, DataType.FLOAT));
  }

  private static long parameters(MultiLayerConfiguration configuration) {
    return configuration.getConfs().stream()
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
