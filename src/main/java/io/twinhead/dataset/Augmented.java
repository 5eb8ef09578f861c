package io.twinhead.dataset;

import io.twinhead.config.Augment;
import io.twinhead.config.InputException;
import io.twinhead.image.Variation;

/** Images that vary from epoch to epoch. */
public final class Augmented implements Features {
  private final PixelFeatures plain;
  private final Augment how;
  private final long epochSeed;

  private Augmented(PixelFeatures plain, Augment how, long epochSeed) {
    this.plain = plain;
    this.how = how;
    this.epochSeed = epochSeed;
  }

  /**
   * The examples as one epoch shows them. How a row varies follows from the seed and the number of
   * the row alone: the order in which rows are asked for, and by whom, does not matter.
   *
   * @return {@code plain} itself if nothing is to vary
   * @throws InputException if they are no images
   */
  public static Features of(Features plain, Augment how, long epochSeed) {
    if (how.equals(Augment.NONE)) {
      return plain;
    }
    if (plain instanceof PixelFeatures pixels) {
      return new Augmented(pixels, how, epochSeed);
    }
    throw new InputException(
        "augment = %s: only images can vary so, and the data set holds a table; leave it out"
            .formatted(how));
  }

  @Override
  public int size() {
    return plain.size();
  }

  @Override
  public int[] shape() {
    return plain.shape();
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    Variation.draw(how, Mixing.of(Mixing.of(epochSeed) + row))
        .write(plain.picture(row), target, offset);
  }
}
