package io.twinhead.config;

import org.jspecify.annotations.Nullable;

/**
 * Which network to train.
 *
 * @param model a bundled model's name or the path of a YAML file
 */
public record ModelConfig(@Nullable String model) {
  /** Nothing said. */
  public static final ModelConfig EMPTY = new ModelConfig(null);
}
