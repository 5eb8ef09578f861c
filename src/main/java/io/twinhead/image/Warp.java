package io.twinhead.image;

/**
 * An affine map from places in a result to places in a picture: {@code y = yDown * row + yRight *
 * column + yStart}, and x alike.
 *
 * <p>Along a row of the result, places are added up as 64-bit numbers with 32 bits behind the
 * point: exact for whole pixels, and faster than products. Pixels of the result whose four
 * neighbours all lie in the picture, which are next to each other in each row, need no clamping.
 * Levels are looked up once per pixel of the picture beforehand, as each is used four times.
 */
final class Warp {
  private static final int BITS = 32;
  private static final double ONE = 1L << BITS;

  /** Of each thread, used again and again: clearing fresh memory takes as long as filling it. */
  private static final ThreadLocal<float[]> SOURCE = ThreadLocal.withInitial(() -> new float[0]);

  private final double yDown;
  private final double yRight;
  private final double yStart;
  private final double xDown;
  private final double xRight;
  private final double xStart;

  private Warp(
      double yDown, double yRight, double yStart, double xDown, double xRight, double xStart) {
    this.yDown = yDown;
    this.yRight = yRight;
    this.yStart = yStart;
    this.xDown = xDown;
    this.xRight = xRight;
    this.xStart = xStart;
  }

  /** Undoes the shift, the turn, the zoom and the mirroring, in this order. */
  static Warp of(Variation how, Picture picture) {
    double angle = Math.toRadians(how.degrees());
    double cos = Math.cos(angle) / how.zoom();
    double sin = Math.sin(angle) / how.zoom();
    double up = how.vflip() ? -1 : 1;
    double left = how.flip() ? -1 : 1;
    double centreY = (picture.height() - 1) / 2.0;
    double centreX = (picture.width() - 1) / 2.0;
    double y = centreY + how.down() * picture.height();
    double x = centreX + how.right() * picture.width();
    return new Warp(
        up * cos,
        up * sin,
        centreY - up * (cos * y + sin * x),
        -left * sin,
        left * cos,
        centreX - left * (cos * x - sin * y));
  }

  void write(Picture picture, Levels levels, float[] target, int offset) {
    float[] source = source(picture.pixels(), levels);
    Row row = new Row(picture, source, target, Math.round(yRight * ONE), Math.round(xRight * ONE));
    int width = picture.width();
    for (int i = 0; i < picture.height(); i++) {
      long y = Math.round((yDown * i + yStart) * ONE);
      long x = Math.round((xDown * i + xStart) * ONE);
      row.write(y, x, offset + i * width * picture.channels());
    }
  }

  private static float[] source(byte[] pixels, Levels levels) {
    float[] source = SOURCE.get();
    if (source.length < pixels.length) {
      source = new float[pixels.length];
      SOURCE.set(source);
    }
    levels.write(pixels, source, 0);
    return source;
  }

  /** One row of the result after the other. */
  private static final class Row {
    private final float[] source;
    private final int height;
    private final int width;
    private final int channels;
    private final float[] target;
    private final long yStep;
    private final long xStep;

    Row(Picture picture, float[] source, float[] target, long yStep, long xStep) {
      this.source = source;
      this.height = picture.height();
      this.width = picture.width();
      this.channels = picture.channels();
      this.target = target;
      this.yStep = yStep;
      this.xStep = xStep;
    }

    void write(long y, long x, int offset) {
      long yEnd = (long) (height - 1) << BITS;
      long xEnd = (long) (width - 1) << BITS;
      int from = Math.max(first(y, yStep, yEnd), first(x, xStep, xEnd));
      int to = Math.max(from, Math.min(end(y, yStep, yEnd), end(x, xStep, xEnd)));
      edge(y, x, 0, from, offset);
      if (channels == 3) {
        colour(y + from * yStep, x + from * xStep, offset + 3 * from, offset + 3 * to);
      } else {
        grey(y + from * yStep, x + from * xStep, offset + from, offset + to);
      }
      edge(y, x, to, width, offset);
    }

    /** The first column from which on {@code 0 <= start + column * step < end} may hold. */
    private int first(long start, long step, long end) {
      long first = 0;
      if (step > 0) {
        first = -Math.floorDiv(start, step);
      } else if (step < 0) {
        first = Math.floorDiv(start - end, -step) + 1;
      } else if (start < 0 || start >= end) {
        first = width;
      }
      return (int) Math.max(0, Math.min(width, first));
    }

    /** The column before which it may hold, if it does from the first on. */
    private int end(long start, long step, long end) {
      long last = width;
      if (step > 0) {
        last = -Math.floorDiv(start - end, step);
      } else if (step < 0) {
        last = Math.floorDiv(start, -step) + 1;
      }
      return (int) Math.max(0, Math.min(width, last));
    }

    private void colour(long y, long x, int from, int to) {
      float[] in = source;
      float[] out = target;
      int row = 3 * width;
      for (int i = from; i < to; i += 3, y += yStep, x += xStep) {
        int p = (int) (y >> BITS) * row + (int) (x >> BITS) * 3;
        int q = p + row;
        float down = share(y);
        float right = share(x);
        out[i] = between(between(in[p], in[p + 3], right), between(in[q], in[q + 3], right), down);
        out[i + 1] =
            between(
                between(in[p + 1], in[p + 4], right), between(in[q + 1], in[q + 4], right), down);
        out[i + 2] =
            between(
                between(in[p + 2], in[p + 5], right), between(in[q + 2], in[q + 5], right), down);
      }
    }

    private void grey(long y, long x, int from, int to) {
      float[] in = source;
      for (int i = from; i < to; i++, y += yStep, x += xStep) {
        int p = (int) (y >> BITS) * width + (int) (x >> BITS);
        int q = p + width;
        float right = share(x);
        target[i] =
            between(between(in[p], in[p + 1], right), between(in[q], in[q + 1], right), share(y));
      }
    }

    private void edge(long yStart, long xStart, int from, int to, int offset) {
      for (int i = from; i < to; i++) {
        long y = clamp(yStart + i * yStep, height);
        long x = clamp(xStart + i * xStep, width);
        int top = (int) (y >> BITS) * width;
        int bottom = Math.min((int) (y >> BITS) + 1, height - 1) * width;
        int left = (int) (x >> BITS);
        int right = Math.min(left + 1, width - 1);
        for (int c = 0; c < channels; c++) {
          target[offset + i * channels + c] =
              between(
                  between(level(top + left, c), level(top + right, c), share(x)),
                  between(level(bottom + left, c), level(bottom + right, c), share(x)),
                  share(y));
        }
      }
    }

    private float level(int pixel, int channel) {
      return source[pixel * channels + channel];
    }

    private static long clamp(long place, int count) {
      return Math.max(0, Math.min((long) (count - 1) << BITS, place));
    }

    /** What lies behind the point: the first 24 bits, as a float holds no more. */
    private static float share(long place) {
      return ((int) (place >>> 8) & 0xFFFFFF) * 0x1p-24f;
    }

    private static float between(float a, float b, float share) {
      return a + (b - a) * share;
    }
  }
}
