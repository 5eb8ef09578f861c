package io.twinhead.model;

import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalisation (Ioffe and Szegedy, 2015) of each value of a row, or of each channel of an
 * image over all its pixels: to mean 0 and variance 1 within the batch while training, and by
 * running values of both in inference; then a learnt scale and shift of each. None of these is
 * shrunk by l2 or weight decay, or clipped.
 *
 * @param momentum the weight of the old running value beside the batch's, in [0, 1), 0.9 when
 *     absent; as in Keras, and 1 minus PyTorch's
 * @param epsilon added to the variance, positive, 1e-5 when absent
 */
public record BatchNorm(@Nullable Double momentum, @Nullable Double epsilon) implements LayerSpec {
  public BatchNorm {
    momentum = Checks.requireShare("momentum", momentum == null ? 0.9 : momentum);
    epsilon = Checks.requirePositive("epsilon", epsilon == null ? 1e-5 : epsilon);
  }

  @Override
  public String describe() {
    return "batch-norm";
  }

  @Override
  public int[] outputShape(int[] input) {
    return input;
  }

  /** Of scale and shift, which meet every value. */
  @Override
  public long flops(int[] input) {
    return Flops.ofProduct(input, 1);
  }

  /** DL4J moves the running values by gradients, so that a limit on these would hold them back. */
  @Override
  public Layer toDl4j(int[] input) {
    return new BatchNormalization.Builder()
        .decay(Objects.requireNonNull(momentum))
        .eps(Objects.requireNonNull(epsilon))
        .useLogStd(false)
        .dataFormat(CNN2DFormat.NHWC)
        .gradientNormalization(GradientNormalization.None)
        .build();
  }
}
