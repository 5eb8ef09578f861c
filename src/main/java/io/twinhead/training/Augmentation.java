package io.twinhead.training;

import io.twinhead.config.Augment;
import io.twinhead.dataset.Augmented;
import io.twinhead.dataset.Features;
import io.twinhead.run.Seeds;

/**
 * How training images vary from epoch to epoch.
 *
 * @param how by how much
 * @param seed of all of it: the same for both heads
 */
public record Augmentation(Augment how, long seed) {
  /** Examples as they are. */
  public static final Augmentation NONE = new Augmentation(Augment.NONE, 0);

  /** The examples as an epoch shows them, from 1. */
  Features of(Features plain, int epoch) {
    return Augmented.of(plain, how, Seeds.derive(seed, "epoch-" + epoch));
  }
}
