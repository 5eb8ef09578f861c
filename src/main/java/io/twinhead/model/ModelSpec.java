package io.twinhead.model;

import io.twinhead.config.InputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trunk and how it is trained: what a file in {@code models/} says. The head is added later.
 *
 * @param name what commands and results call it
 * @param description one line for people
 * @param channels what images are turned into: 1 for grey, 3 for colour; null leaves them as they
 *     are
 * @param layers from the input on; none makes the head a logistic regression
 * @param updater the update rule, with its learning rate
 * @param l2 factor of the coupled penalty 0.5 l2 |w|^2 on weights (not biases), 0 when absent
 * @param weightDecay factor of the decoupled decay w -= learning-rate weightDecay w on weights (not
 *     biases), after the updater, as AdamW has it (Loshchilov and Hutter, 2019); 0 when absent, and
 *     not together with {@code l2}
 * @param clip limit on the gradients; none when absent
 */
public record ModelSpec(
    String name,
    @Nullable String description,
    @Nullable Integer channels,
    List<LayerSpec> layers,
    UpdaterSpec updater,
    @Nullable Double l2,
    @Nullable Double weightDecay,
    @Nullable Clip clip) {

  public ModelSpec {
    require("name", name);
    require("layers", layers);
    require("updater", updater);
    layers = List.copyOf(layers);
    requireImagesBeforeDense(layers);
    if (channels != null && channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "channels = " + channels + ": must be 1 (grey) or 3 (colour), or left out");
    }
    l2 = Checks.requireFactor("l2", l2 == null ? 0.0 : l2);
    weightDecay = Checks.requireFactor("weight-decay", weightDecay == null ? 0.0 : weightDecay);
    if (l2 > 0 && weightDecay > 0) {
      throw new IllegalArgumentException(
          "weight-decay = %s stands beside l2 = %s, and both shrink the weights: keep one"
              .formatted(weightDecay, l2));
    }
  }

  private static void require(String key, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(
          key + " is missing; add it, as in the models that come with the program");
    }
  }

  private static void requireImagesBeforeDense(List<LayerSpec> layers) {
    boolean flat = false;
    for (LayerSpec layer : layers) {
      flat |= layer instanceof Dense;
      if (flat && layer.window() != null) {
        throw new IllegalArgumentException(
            "layers have %s after a dense layer, which leaves no image to work on: move it before"
                .formatted(layer.describe()));
      }
    }
  }

  /** The same with another coupled penalty, and without decay. */
  public ModelSpec withL2(double factor) {
    return new ModelSpec(name, description, channels, layers, updater, factor, 0.0, clip);
  }

  /** The same trained with another learning rate. */
  public ModelSpec withLearningRate(double rate) {
    UpdaterSpec faster = updater.withLearningRate(rate);
    return new ModelSpec(name, description, channels, layers, faster, l2, weightDecay, clip);
  }

  /** The same with another limit on the gradients. */
  public ModelSpec with(Clip limit) {
    return new ModelSpec(name, description, channels, layers, updater, l2, weightDecay, limit);
  }

  /** Whether it has layers that work on images only. */
  public boolean needsImages() {
    return layers.stream().anyMatch(layer -> layer.window() != null);
  }

  /**
   * Checks that each layer has something to work on.
   *
   * @param shape of one example, {@code {features}} or {@code {height, width, channels}}
   * @throws InputException if not
   */
  public void requireFits(int[] shape) {
    ShapeCheck.require(this, shape);
  }
}
