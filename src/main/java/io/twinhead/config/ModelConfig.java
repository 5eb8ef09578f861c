package io.twinhead.config;

import org.jspecify.annotations.Nullable;

/**
 * Which network to train.
 *
 * @param model a bundled model's name or the path of a YAML file
 * @param head the output head of a single training: {@code sigmoid} or {@code softmax}
 * @param link of sigmoid units
 */
public record ModelConfig(@Nullable String model, @Nullable String head, @Nullable Link link) {
  /** Nothing said. */
  public static final ModelConfig EMPTY = new ModelConfig(null, null, null);
}
