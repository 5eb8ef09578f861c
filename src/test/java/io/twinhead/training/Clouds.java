package io.twinhead.training;

import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Features;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Two Gaussian clouds, one for each class; in the plane unless asked otherwise. */
@SuppressWarnings("ArrayRecordComponent") // a test's own
record Clouds(float[][] points) implements Features {

  /** Clouds with their middles {@code distance} from the origin in each direction. */
  static Examples of(int rows, long seed, double distance) {
    return of(rows, seed, distance, 2);
  }

  /** The same in a space of more dimensions. */
  static Examples of(int rows, long seed, double distance, int dimensions) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] points = new float[rows][dimensions];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % 2;
      for (int k = 0; k < dimensions; k++) {
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
    return new int[] {points[0].length};
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    System.arraycopy(points[row], 0, target, offset, points[row].length);
  }
}
