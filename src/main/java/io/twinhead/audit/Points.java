package io.twinhead.audit;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where the checks look: numbers of one unit, pairs and longer rows of softmax logits. They are
 * float32 values of every magnitude, as networks give them, and doubles.
 */
final class Points {
  private static final int EACH = 1_000;
  private static final int CLASSES = 5;
  private static final double[] EXTREMES = {
    0, 1, 20, 88.8, 709.8, 745.2, 1e30, Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE
  };

  private final double[] singles;
  private final List<double[]> pairs;
  private final List<double[]> rows;

  private Points(double[] singles, List<double[]> pairs, List<double[]> rows) {
    this.singles = singles;
    this.pairs = pairs;
    this.rows = rows;
  }

  /** Uniform, normal and log-uniform values, extremes of both signs, ties and near ties. */
  static Points random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] singles =
        Stream.of(
                Arrays.stream(EXTREMES).flatMap(x -> DoubleStream.of(x, -x)).toArray(),
                random.doubles(EACH, -50, 50).toArray(),
                random.doubles(EACH, -50, 50).map(x -> (float) x).toArray(),
                DoubleStream.generate(() -> 10 * random.nextGaussian()).limit(EACH).toArray(),
                DoubleStream.generate(() -> ofAnyMagnitude(random)).limit(2 * EACH).toArray())
            .flatMapToDouble(Arrays::stream)
            .toArray();
    return of(singles, random);
  }

  /** What a finished network computed, in pairs and rows that go together with it. */
  static Points of(double[] logits, long seed) {
    double[] singles =
        DoubleStream.concat(
                Arrays.stream(logits).filter(s -> Math.abs(s) < Float.MAX_VALUE),
                DoubleStream.of(0))
            .toArray();
    return of(singles, new SplittableRandom(seed));
  }

  private static Points of(double[] singles, SplittableRandom random) {
    int n = singles.length;
    List<double[]> pairs =
        IntStream.range(0, n)
            .mapToObj(
                i ->
                    switch (i % 4) {
                      case 0 -> new double[] {singles[i], singles[i]};
                      case 1 -> new double[] {-singles[i] / 2, singles[i] / 2};
                      case 2 -> new double[] {singles[i], Math.nextAfter((float) singles[i], 0)};
                      default -> new double[] {singles[random.nextInt(n)], singles[i]};
                    })
            .toList();
    List<double[]> rows = IntStream.range(0, n).mapToObj(i -> pick(singles, random)).toList();
    return new Points(singles, pairs, rows);
  }

  private static double ofAnyMagnitude(SplittableRandom random) {
    float magnitude = (float) Math.exp(random.nextDouble(-103, 88.7));
    return random.nextBoolean() ? magnitude : -magnitude;
  }

  private static double[] pick(double[] singles, SplittableRandom random) {
    return random.ints(CLASSES, 0, singles.length).mapToDouble(i -> singles[i]).toArray();
  }

  double[] singles() {
    return singles;
  }

  /** The numbers of at most this magnitude. */
  double[] singlesWithin(double limit) {
    return Arrays.stream(singles).filter(s -> Math.abs(s) <= limit).toArray();
  }

  List<double[]> pairs() {
    return pairs;
  }

  /** The pairs whose difference has at most this magnitude. */
  List<double[]> pairsWithin(double limit) {
    return pairs.stream().filter(z -> Math.abs(z[1] - z[0]) <= limit).toList();
  }

  /** Rows of five logits. */
  List<double[]> rows() {
    return rows;
  }

  /** Rows in which no logit exceeds this magnitude. */
  List<double[]> rowsWithin(double limit) {
    return IntStream.range(0, rows.size())
        .mapToObj(i -> rows.get(i).clone())
        .map(z -> Arrays.stream(z).map(v -> clamp(v, limit)).toArray())
        .toList();
  }

  private static double clamp(double value, double limit) {
    return Math.max(-limit, Math.min(limit, value));
  }
}
