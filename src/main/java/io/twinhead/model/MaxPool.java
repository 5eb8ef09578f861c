package io.twinhead.model;

import java.util.Objects;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.jspecify.annotations.Nullable;

/**
 * The largest value of each channel in each window.
 *
 * @param size side of the window in pixels, 2 when absent
 * @param stride step of the window in pixels, {@code size} when absent
 * @param padding valid when absent
 */
public record MaxPool(@Nullable Integer size, @Nullable Integer stride, @Nullable Padding padding)
    implements LayerSpec {
  public MaxPool {
    size = size == null ? 2 : Checks.requirePositive("size", size);
    stride = stride == null ? size : Checks.requirePositive("stride", stride);
    padding = padding == null ? Padding.VALID : padding;
  }

  @Override
  public Window window() {
    return new Window(
        Objects.requireNonNull(size),
        Objects.requireNonNull(stride),
        Objects.requireNonNull(padding));
  }

  @Override
  public String describe() {
    return "max-pool " + window();
  }

  @Override
  public int[] outputShape(int[] input) {
    return window().outputShape(input, input[2]);
  }

  @Override
  public Layer toDl4j(int[] input) {
    return window().pool(PoolingType.MAX);
  }
}
