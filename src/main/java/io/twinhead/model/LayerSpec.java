package io.twinhead.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;

/** One layer of a trunk, as written in a model file: {@code - dense: {units: 64}}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = LayerSpec.Dense.class, name = "dense"),
  @JsonSubTypes.Type(value = LayerSpec.Dropout.class, name = "dropout")
})
public sealed interface LayerSpec {
  /** This layer in DL4J; its input size is found from the layer before. */
  Layer toDl4j();

  /**
   * A fully connected layer.
   *
   * @param units the number of outputs, at least 1
   * @param activation relu when absent
   */
  record Dense(int units, @Nullable Activation activation) implements LayerSpec {
    public Dense {
      if (units < 1) {
        throw new IllegalArgumentException("units = " + units + ": must be at least 1");
      }
    }

    @Override
    public Layer toDl4j() {
      return new DenseLayer.Builder()
          .nOut(units)
          .activation(activation == null ? Activation.RELU : activation)
          .build();
    }
  }

  /**
   * Sets a random part of the layer before to 0 while training, and scales up the rest.
   *
   * @param rate the share of values set to 0, in (0, 1), as in Keras and PyTorch (DL4J's own
   *     setting is the share kept)
   */
  record Dropout(double rate) implements LayerSpec {
    public Dropout {
      if (!(rate > 0 && rate < 1)) {
        throw new IllegalArgumentException("rate = " + rate + ": must be above 0 and below 1");
      }
    }

    @Override
    public Layer toDl4j() {
      return new DropoutLayer.Builder(1 - rate).build();
    }
  }
}
