package io.twinhead.model;

import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Sets a random part of the layer before to 0 while training, and scales up the rest.
 *
 * @param rate the share of values set to 0, in (0, 1), as in Keras and PyTorch (DL4J's own setting
 *     is the share kept)
 */
public record Dropout(double rate) implements LayerSpec {
  public Dropout {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException("rate = " + rate + ": must be above 0 and below 1");
    }
  }

  @Override
  public String describe() {
    return "dropout " + rate;
  }

  @Override
  public int[] outputShape(int[] input) {
    return input;
  }

  @Override
  public Layer toDl4j(int[] input) {
    return new DropoutLayer.Builder(new SeededDropout(1 - rate)).build();
  }
}
