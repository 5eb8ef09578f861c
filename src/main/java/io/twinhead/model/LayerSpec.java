package io.twinhead.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a trunk, as written in a model file: {@code - dense: {units: 64}}.
 *
 * <p>Shapes are of one example: {@code {features}}, or {@code {height, width, channels}} as the
 * values lie in memory (NHWC).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Conv.class, name = "conv"),
  @JsonSubTypes.Type(value = MaxPool.class, name = "max-pool"),
  @JsonSubTypes.Type(value = AvgPool.class, name = "avg-pool"),
  @JsonSubTypes.Type(value = Dense.class, name = "dense"),
  @JsonSubTypes.Type(value = Dropout.class, name = "dropout"),
  @JsonSubTypes.Type(value = BatchNorm.class, name = "batch-norm")
})
public sealed interface LayerSpec permits Conv, MaxPool, AvgPool, Dense, Dropout, BatchNorm {
  /** What people call it, with its size: {@code conv 3x3}. */
  String describe();

  /** The shape that it makes of {@code input}, which must be an image where it has a window. */
  int[] outputShape(int[] input);

  /**
   * Multiplications and additions for one example of shape {@code input}, forwards; 0 for layers
   * without weights, which are not counted.
   */
  default long flops(int[] input) {
    return 0;
  }

  /** This layer in DL4J, for examples of shape {@code input}. */
  Layer toDl4j(int[] input);

  /** The window that it slides over an image; null where any shape will do. */
  default @Nullable Window window() {
    return null;
  }
}
