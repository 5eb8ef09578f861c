package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Rows in bins, and weighted means over them. Rows and bins without weight do not exist. Mean
 * probabilities are kept as logarithms, of both classes: they keep their digits next to 0 and to 1.
 */
final class BinMeans {
  private final BinaryPredictions predictions;
  private final Binning binning;
  private final double total;
  private final double positives;
  private final double[] weight;
  private final double[] positive;
  private final double[] logPositive;
  private final double[] logNegative;

  private BinMeans(BinaryPredictions predictions, Binning binning) {
    this.predictions = predictions;
    this.binning = binning;
    weight = new double[binning.bins()];
    positive = new double[binning.bins()];
    double total = 0;
    double positives = 0;
    for (int i = 0; i < predictions.size(); i++) {
      double w = predictions.weights()[i];
      weight[bin(i)] += w;
      total += w;
      if (predictions.labels()[i] == 1) {
        positive[bin(i)] += w;
        positives += w;
      }
    }
    this.total = total;
    this.positives = positives;
    logPositive = logMean(1);
    logNegative = logMean(-1);
  }

  /** Returns the means; empty if the rows have no weight. */
  static Optional<BinMeans> of(BinaryPredictions predictions, Binning binning) {
    if (binning.binOfRow().length != predictions.size()) {
      throw new IllegalArgumentException(
          "bins of %d rows for %d".formatted(binning.binOfRow().length, predictions.size()));
    }
    BinMeans means = new BinMeans(predictions, binning);
    return means.total == 0 ? Optional.empty() : Optional.of(means);
  }

  /** The bin of the row. */
  int bin(int row) {
    return binning.binOfRow()[row];
  }

  /** The share of positive rows. */
  double prevalence() {
    return positives / total;
  }

  /** The share of positive rows in the bin. */
  double observed(int bin) {
    return positive[bin] / weight[bin];
  }

  /** The log of the mean probability of the positive class in the bin. */
  double logPositive(int bin) {
    return logPositive[bin];
  }

  /** The log of the mean probability of the negative class in the bin. */
  double logNegative(int bin) {
    return logNegative[bin];
  }

  /** The mean of a term over rows. */
  double overRows(IntToDoubleFunction term) {
    return mean(predictions.weights(), term);
  }

  /** The mean of a term over bins, each with the weight of its rows. */
  double overBins(IntToDoubleFunction term) {
    return mean(weight, term);
  }

  private double mean(double[] weights, IntToDoubleFunction term) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        sum += weights[i] * term.applyAsDouble(i);
      }
    }
    return sum / total;
  }

  /** Returns log (sum of w p / sum of w) per bin for p = 1 / (1 + exp(-sign s)). */
  private double[] logMean(int sign) {
    double[] logs =
        Arrays.stream(predictions.logits()).map(s -> -Logistic.softplus(-sign * s)).toArray();
    double[] largest = new double[weight.length];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < logs.length; i++) {
      if (predictions.weights()[i] > 0) {
        largest[bin(i)] = Math.max(largest[bin(i)], logs[i]);
      }
    }
    double[] sums = new double[weight.length];
    for (int i = 0; i < logs.length; i++) {
      if (predictions.weights()[i] > 0 && logs[i] > Double.NEGATIVE_INFINITY) {
        sums[bin(i)] += predictions.weights()[i] * Math.exp(logs[i] - largest[bin(i)]);
      }
    }
    double[] means = new double[weight.length];
    Arrays.setAll(means, k -> largest[k] + Math.log(sums[k] / weight[k]));
    return means;
  }
}
