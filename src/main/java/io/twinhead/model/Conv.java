package io.twinhead.model;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;

/**
 * A two-dimensional convolution with a square kernel (a cross-correlation, as everywhere).
 *
 * @param filters the number of output channels, at least 1
 * @param kernel side of the kernel in pixels, 3 when absent
 * @param stride step of the kernel in pixels, 1 when absent
 * @param padding valid when absent
 * @param activation by its name in kebab-case or DL4J's spelling, relu when absent
 */
public record Conv(
    int filters,
    @Nullable Integer kernel,
    @Nullable Integer stride,
    @Nullable Padding padding,
    @Nullable @JsonDeserialize(using = ActivationReader.class) Activation activation)
    implements LayerSpec {
  public Conv {
    Checks.requirePositive("filters", filters);
    kernel = kernel == null ? 3 : Checks.requirePositive("kernel", kernel);
    stride = stride == null ? 1 : Checks.requirePositive("stride", stride);
    padding = padding == null ? Padding.VALID : padding;
    activation = activation == null ? Activation.RELU : activation;
  }

  @Override
  public Window window() {
    return new Window(
        Objects.requireNonNull(kernel),
        Objects.requireNonNull(stride),
        Objects.requireNonNull(padding));
  }

  @Override
  public String describe() {
    return "conv " + window();
  }

  @Override
  public int[] outputShape(int[] input) {
    return window().outputShape(input, filters);
  }

  /** As if the image reached as far as the kernel where padding is the same. */
  @Override
  public long flops(int[] input) {
    int[] output = outputShape(input);
    int size = window().size();
    return 2L * output[0] * output[1] * filters * size * size * input[2];
  }

  @Override
  public Layer toDl4j(int[] input) {
    Window window = window();
    double bound = glorotBound(window.size(), input[2]);
    return new ConvolutionLayer.Builder(window.sizes(), window.strides())
        .nOut(filters)
        .convolutionMode(window.padding().toDl4j())
        .dataFormat(CNN2DFormat.NHWC)
        .weightInit(new UniformDistribution(-bound, bound))
        .activation(activation)
        .build();
  }

  /** As Keras and PyTorch have it; DL4J divides the fan-out by the square of the stride. */
  private double glorotBound(int size, int channels) {
    return Math.sqrt(6.0 / ((double) size * size * (channels + filters)));
  }
}
