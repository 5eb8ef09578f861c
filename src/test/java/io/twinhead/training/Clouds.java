package io.twinhead.training;

import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Features;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Two Gaussian clouds in the plane, one for each class. */
@SuppressWarnings("ArrayRecordComponent") // a test's own
record Clouds(float[][] points) implements Features {

  /** Clouds with their middles {@code distance} from the origin in each direction. */
  static Examples of(int rows, long seed, double distance) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] points = new float[rows][2];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % 2;
      for (int k = 0; k < 2; k++) {
        points[i][k] = (float) (random.nextGaussian() + (2 * labels[i] - 1) * distance);
      }
    }
    return new Examples(new Clouds(points), labels, weights(rows, 1));
  }

  /** Clouds on top of each other. */
  static Examples noise(int rows, long seed) {
    return of(rows, seed, 0);
  }

  static float[] weights(int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return values;
  }

  @Override
  public int size() {
    return points.length;
  }

  @Override
  public int[] shape() {
    return new int[] {2};
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    System.arraycopy(points[row], 0, target, offset, 2);
  }
}
