package io.twinhead.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What thresholds.py found, which says how, and random rows. */
final class ThresholdCases {
  private ThresholdCases() {}

  static Stream<JsonNode> golden() {
    try (InputStream in = ThresholdCases.class.getResourceAsStream("thresholds.json")) {
      JsonNode all = new ObjectMapper().readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(all.spliterator(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows of both classes, with ties, weights of 0 and saturated probabilities among them. */
  static BinaryPredictions random(long seed) {
    Random random = new Random(seed);
    int n = 3 + random.nextInt(60);
    double spread = new double[] {1, 3, 30, 300}[random.nextInt(4)];
    boolean ties = random.nextBoolean();
    boolean weighted = random.nextBoolean();
    int[] labels = IntStream.range(0, n).map(i -> i < 2 ? i : random.nextInt(2)).toArray();
    double[] logits = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double s = spread * (labels[i] - 0.5 + random.nextGaussian());
      logits[i] = ties ? Math.rint(s) : s;
      weights[i] = !weighted || i < 2 ? 1 : random.nextInt(3) * random.nextDouble();
    }
    return new BinaryPredictions(logits, labels, weights);
  }

  /** The rows with other weights. */
  static BinaryPredictions weighted(BinaryPredictions rows, double[] weights) {
    return new BinaryPredictions(rows.logits(), rows.labels(), weights);
  }

  /** The rows, all weights multiplied. */
  static BinaryPredictions scaled(BinaryPredictions rows, double factor) {
    return weighted(rows, Arrays.stream(rows.weights()).map(w -> factor * w).toArray());
  }

  /** Each row twice. */
  static BinaryPredictions doubled(BinaryPredictions rows) {
    return append(rows, rows);
  }

  /** The rows and as many other ones that weigh nothing. */
  static BinaryPredictions withWeightless(BinaryPredictions rows, long seed) {
    Random random = new Random(seed);
    double[] logits = random.doubles(rows.size(), -10, 10).toArray();
    int[] labels = random.ints(rows.size(), 0, 2).toArray();
    return append(rows, new BinaryPredictions(logits, labels, new double[rows.size()]));
  }

  private static BinaryPredictions append(BinaryPredictions first, BinaryPredictions second) {
    return new BinaryPredictions(
        Stream.of(first, second).flatMapToDouble(p -> Arrays.stream(p.logits())).toArray(),
        Stream.of(first, second).flatMapToInt(p -> Arrays.stream(p.labels())).toArray(),
        Stream.of(first, second).flatMapToDouble(p -> Arrays.stream(p.weights())).toArray());
  }
}
