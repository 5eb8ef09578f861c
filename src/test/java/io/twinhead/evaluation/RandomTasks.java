package io.twinhead.evaluation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Predictions drawn at random, better than guessing, and the same with rows or classes moved. */
final class RandomTasks {
  private RandomTasks() {}

  /** Weighted rows of exclusive classes; some rows tie with others, but no classes of a row. */
  static ClassPredictions classes(long seed, int rows, int classes) {
    Random random = new Random(seed);
    double[] logs = new double[rows * classes];
    int[] labels = random.ints(rows, 0, classes).toArray();
    for (int i = 0; i < rows; i++) {
      double[] parts = new double[classes];
      for (int k = 0; k < classes; k++) {
        parts[k] = 1 + random.nextInt(4) + (k == labels[i] ? 2 : 0) + k / (2.0 * classes);
      }
      double sum = Arrays.stream(parts).sum();
      for (int k = 0; k < classes; k++) {
        logs[i * classes + k] = Math.log(parts[k] / sum);
      }
    }
    return new ClassPredictions(logs, classes, labels, random.doubles(rows, 0.1, 3).toArray());
  }

  /** Weighted rows of overlapping labels; log-odds are whole numbers, so many tie. */
  static LabelPredictions labels(long seed, int rows, int labels) {
    Random random = new Random(seed);
    double[] logits = new double[rows * labels];
    byte[] targets = new byte[rows * labels];
    for (int j = 0; j < targets.length; j++) {
      targets[j] = (byte) (random.nextInt(3) / 2);
      logits[j] = random.nextInt(9) - 5 + 2 * targets[j];
    }
    return new LabelPredictions(logits, labels, targets, random.doubles(rows, 0.1, 3).toArray());
  }

  /** The rows with these indices, each as often as it is named. */
  static ClassPredictions rows(ClassPredictions p, int[] rows) {
    return new ClassPredictions(
        cells(rows, p.classes()).mapToDouble(j -> p.logProbabilities()[j]).toArray(),
        p.classes(),
        Arrays.stream(rows).map(i -> p.labels()[i]).toArray(),
        weights(p, rows));
  }

  /** The rows with these indices, each as often as it is named. */
  static LabelPredictions rows(LabelPredictions p, int[] rows) {
    return labelCells(p, cells(rows, p.labels()).toArray(), weights(p, rows));
  }

  /** Class k becomes class {@code names[k]}. */
  static ClassPredictions renamed(ClassPredictions p, int[] names) {
    double[] logs = new double[p.logProbabilities().length];
    for (int j = 0; j < logs.length; j++) {
      logs[j - j % names.length + names[j % names.length]] = p.logProbabilities()[j];
    }
    return new ClassPredictions(
        logs, p.classes(), Arrays.stream(p.labels()).map(k -> names[k]).toArray(), p.weights());
  }

  /** The labels of each row in this order. */
  static LabelPredictions reordered(LabelPredictions p, int[] order) {
    int[] cells =
        IntStream.range(0, p.logits().length)
            .map(j -> j - j % order.length + order[j % order.length])
            .toArray();
    return labelCells(p, cells, p.weights());
  }

  static int[] permutation(long seed, int n) {
    List<Integer> order = IntStream.range(0, n).boxed().collect(Collectors.toList());
    Collections.shuffle(order, new Random(seed));
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /** All rows, then the first half once more. */
  static int[] firstHalfTwice(int rows) {
    return IntStream.concat(IntStream.range(0, rows), IntStream.range(0, rows / 2)).toArray();
  }

  /** The weights under which the rows count as those of {@link #firstHalfTwice}. */
  static double[] firstHalfDoubled(Predictions p) {
    double[] weights = p.weights().clone();
    for (int i = 0; i < weights.length / 2; i++) {
      weights[i] *= 2;
    }
    return weights;
  }

  private static IntStream cells(int[] rows, int columns) {
    return Arrays.stream(rows).flatMap(i -> IntStream.range(i * columns, (i + 1) * columns));
  }

  private static double[] weights(Predictions p, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> p.weights()[i]).toArray();
  }

  private static LabelPredictions labelCells(LabelPredictions p, int[] cells, double[] weights) {
    byte[] targets = new byte[cells.length];
    for (int j = 0; j < cells.length; j++) {
      targets[j] = p.targets()[cells[j]];
    }
    double[] logits = Arrays.stream(cells).mapToDouble(j -> p.logits()[j]).toArray();
    return new LabelPredictions(logits, p.labels(), targets, weights);
  }
}
