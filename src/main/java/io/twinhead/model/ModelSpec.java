package io.twinhead.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trunk and how it is trained: what a file in {@code models/} says. The head is added later.
 *
 * @param name what commands and results call it
 * @param description one line for people
 * @param layers from the input on; none makes the head a logistic regression
 * @param updater the update rule, with its learning rate
 * @param l2 factor of the coupled penalty 0.5 l2 |w|^2 on weights (not biases), 0 when absent
 */
public record ModelSpec(
    String name,
    @Nullable String description,
    List<LayerSpec> layers,
    UpdaterSpec updater,
    @Nullable Double l2) {

  public ModelSpec {
    require("name", name);
    require("layers", layers);
    require("updater", updater);
    layers = List.copyOf(layers);
    l2 = l2 == null ? 0.0 : l2;
    if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("l2 = " + l2 + ": must be 0 or more");
    }
  }

  private static void require(String key, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
  }
}
