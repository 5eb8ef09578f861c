package io.twinhead.model;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;

/**
 * A fully connected layer. It flattens an image row by row, channels last, as Keras does.
 *
 * @param units the number of outputs, at least 1
 * @param activation by its name in kebab-case or DL4J's spelling, relu when absent
 */
public record Dense(
    int units, @Nullable @JsonDeserialize(using = ActivationReader.class) Activation activation)
    implements LayerSpec {
  public Dense {
    Checks.requirePositive("units", units);
  }

  @Override
  public String describe() {
    return "dense " + units;
  }

  @Override
  public int[] outputShape(int[] input) {
    return new int[] {units};
  }

  @Override
  public long flops(int[] input) {
    return Flops.ofProduct(input, units);
  }

  @Override
  public Layer toDl4j(int[] input) {
    return new DenseLayer.Builder()
        .nOut(units)
        .activation(activation == null ? Activation.RELU : activation)
        .build();
  }
}
