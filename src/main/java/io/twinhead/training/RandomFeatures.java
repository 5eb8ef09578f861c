package io.twinhead.training;

import io.twinhead.dataset.Features;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Made-up inputs: standard normal as scaled columns are, or uniform from 0 to 1 as pixels are. Each
 * has its own random stream.
 */
@SuppressWarnings("ArrayRecordComponent") // a shape; not compared
record RandomFeatures(int[] shape, long seed) implements Features {
  private static final int SIZE = 1000;

  @Override
  public int size() {
    return SIZE;
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    SplittableRandom random = new SplittableRandom(seed + row);
    int width = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    for (int i = offset; i < offset + width; i++) {
      target[i] = (float) (shape.length == 1 ? random.nextGaussian() : random.nextDouble());
    }
  }
}
