package io.twinhead.image;

import java.util.Arrays;

/**
 * Resizing by the triangle filter, along the rows and then along the columns.
 *
 * <p>When a picture shrinks by a factor f, the triangle is f times as wide, so that every source
 * pixel counts and fine patterns average out instead of turning into false coarse ones. Centres of
 * pixels lie at 0.5, 1.5, ...; weights that fall outside the picture are left out and the rest sums
 * to 1. These are the rules of Pillow, and of TensorFlow and torchvision with {@code
 * antialias=True}. The JDK's scaling and TwelveMonkeys' ResampleOp are no substitutes: both send
 * small grey pictures through a linear grey colour space, which brightens them (100 becomes 168).
 */
final class Resampler {
  private Resampler() {}

  static Picture resized(Picture from, int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("no picture has height " + height + ", width " + width);
    }
    int channels = from.channels();
    byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
    Taps across = Taps.of(from.width(), width);
    Taps down = Taps.of(from.height(), height);
    Rows rows = new Rows(from, across, down.longest());
    float[] sums = new float[width * channels];
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, 0);
      for (int i = 0; i < down.weights[y].length; i++) {
        add(down.weights[y][i], rows.get(down.first[y] + i), sums);
      }
      for (int i = 0; i < sums.length; i++) {
        pixels[y * sums.length + i] = (byte) Math.round(sums[i]);
      }
    }
    return new Picture(height, width, channels, pixels);
  }

  private static void add(float weight, float[] row, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * row[i];
    }
  }

  /**
   * Source rows at the new width; the last few are kept, as neighbouring output rows share them.
   */
  private static final class Rows {
    private final Picture from;
    private final Taps across;
    private final float[][] kept;
    private int next;

    Rows(Picture from, Taps across, int kept) {
      this.from = from;
      this.across = across;
      this.kept = new float[kept][across.first.length * from.channels()];
    }

    /** Asked for in an order in which the first row of each output row never goes back. */
    float[] get(int y) {
      for (; next <= y; next++) {
        fill(kept[next % kept.length], next);
      }
      return kept[y % kept.length];
    }

    private void fill(float[] row, int y) {
      byte[] pixels = from.pixels();
      int channels = from.channels();
      for (int x = 0; x < across.first.length; x++) {
        float[] weights = across.weights[x];
        int start = (y * from.width() + across.first[x]) * channels;
        for (int c = 0; c < channels; c++) {
          float sum = 0;
          for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (pixels[start + i * channels + c] & 0xFF);
          }
          row[x * channels + c] = sum;
        }
      }
    }
  }

  /** For each output position the first source position that counts, and the weights from there. */
  private record Taps(int[] first, float[][] weights) {
    static Taps of(int from, int to) {
      double scale = (double) from / to;
      double reach = Math.max(scale, 1);
      int[] first = new int[to];
      float[][] weights = new float[to][];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        first[i] = (int) Math.max(0, centre - reach + 0.5);
        int end = (int) Math.min(from, centre + reach + 0.5);
        weights[i] = triangle(first[i] + 0.5 - centre, reach, end - first[i]);
      }
      return new Taps(first, weights);
    }

    private static float[] triangle(double start, double reach, int count) {
      double[] heights = new double[count];
      double sum = 0;
      for (int i = 0; i < count; i++) {
        heights[i] = Math.max(0, 1 - Math.abs(start + i) / reach);
        sum += heights[i];
      }
      float[] weights = new float[count];
      for (int i = 0; i < count; i++) {
        weights[i] = (float) (heights[i] / sum);
      }
      return weights;
    }

    int longest() {
      int longest = 0;
      for (float[] w : weights) {
        longest = Math.max(longest, w.length);
      }
      return longest;
    }
  }
}
