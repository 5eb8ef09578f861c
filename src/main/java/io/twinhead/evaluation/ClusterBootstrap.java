package io.twinhead.evaluation;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Percentile bootstrap (Efron and Tibshirani, 1993) of statistics on one fixed test set.
 *
 * <p>Each row is a cluster, unless some belong together: all rows of a cluster drawn k times count
 * k times in every statistic at once, so both heads and all seeds see the same resample and their
 * correlation is kept. It sees the chance in the choice of test rows, not in the choice of training
 * rows.
 *
 * <pre>{@code
 * var bootstrap = new ClusterBootstrap(weights, 2000, seed);
 * var difference = bootstrap.difference(RowStatistic.mean(sigmoidRuns), RowStatistic.mean(softmaxRuns));
 * }</pre>
 */
public final class ClusterBootstrap {
  private final double[] weights;

  /** The rows, those of a cluster side by side. */
  private final int[] rows;

  /** Where each cluster begins in {@link #rows}, and where the last one ends. */
  private final int[] starts;

  private final int resamples;
  private final long seed;

  /**
   * Plans resamples of rows; the same arguments give the same resamples for every statistic.
   *
   * @param weights the rows' own weights, one per row
   * @param resamples at least 100; 2000 settle a 95 % interval to two digits
   * @param seed of the draws
   */
  public ClusterBootstrap(double[] weights, int resamples, long seed) {
    this(weights, IntStream.range(0, weights.length).toArray(), resamples, seed);
  }

  /**
   * Plans resamples of clusters of rows.
   *
   * @param clusters a code for each row, the same for rows that belong together
   */
  public ClusterBootstrap(double[] weights, int[] clusters, int resamples, long seed) {
    if (clusters.length != weights.length) {
      throw new IllegalArgumentException(
          "%d clusters for %d rows".formatted(clusters.length, weights.length));
    }
    if (resamples < 100) {
      throw new IllegalArgumentException(resamples + " resamples: at least 100 are needed");
    }
    this.weights = weights.clone();
    long[] byCluster = new long[clusters.length];
    Arrays.setAll(byCluster, row -> ((long) clusters[row] << Integer.SIZE) | row);
    Arrays.sort(byCluster);
    this.rows = Arrays.stream(byCluster).mapToInt(coded -> (int) coded).toArray();
    this.starts =
        IntStream.rangeClosed(0, rows.length)
            .filter(i -> i == 0 || i == rows.length || clusters[rows[i]] != clusters[rows[i - 1]])
            .toArray();
    this.resamples = resamples;
    this.seed = seed;
  }

  /** The number of clusters. */
  int clusters() {
    return starts.length - 1;
  }

  /**
   * Returns the difference {@code second} less {@code first}. The p-value is twice the smaller
   * share of resamples on either side of 0, both counted with one more than were seen, so it is
   * never 0; a difference below 1e-12 is rounding and lies on both sides.
   *
   * @return empty if a statistic is undefined on the rows, or on more than half of the resamples
   */
  public Optional<Bootstrapped<PairedResult>> difference(RowStatistic first, RowStatistic second) {
    RowStatistic difference = second.minus(first);
    Score observed = difference.of(weights.clone());
    if (observed.value() == null) {
      return Optional.empty();
    }
    double estimate = observed.value();
    return resample(difference)
        .map(
            found ->
                found.with(
                    new PairedResult(
                        estimate,
                        interval(found.result(), 90),
                        interval(found.result(), 95),
                        pValue(found.result()))));
  }

  /**
   * Returns the 95 % interval of one statistic.
   *
   * @return empty if it is undefined on the rows, or on more than half of the resamples
   */
  public Optional<Bootstrapped<Interval>> interval95(RowStatistic statistic) {
    return statistic.of(weights.clone()).defined()
        ? resample(statistic).map(found -> found.with(interval(found.result(), 95)))
        : Optional.empty();
  }

  /**
   * Returns the 95 % percentile interval moved so that the resamples' median lies on the statistic
   * of the rows themselves. Copies among a resample's rows make some statistics larger, such as a
   * calibration error or the average precision of many classes, and may leave the rows' own value
   * outside of plain percentiles. Moved they say how far the statistic of so many rows strays from
   * the value that it has on average, and always contain the rows' own.
   *
   * @return empty if it is undefined on the rows, or on more than half of the resamples
   */
  public Optional<Bootstrapped<Interval>> centred95(RowStatistic statistic) {
    Double observed = statistic.of(weights.clone()).value();
    return observed == null
        ? Optional.empty()
        : resample(statistic)
            .map(found -> found.with(interval(centred(found.result(), observed), 95)));
  }

  private static double[] centred(double[] values, double center) {
    double shift = center - percentiles(values).evaluate(50);
    return Arrays.stream(values).map(value -> value + shift).toArray();
  }

  /** Returns the statistic's values on the resamples on which it is defined. */
  private Optional<Bootstrapped<double[]>> resample(RowStatistic statistic) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[resamples];
    int defined = 0;
    for (int r = 0; r < resamples; r++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted in resample " + r);
      }
      Score score = statistic.of(drawRows(random));
      if (score.value() != null) {
        values[defined++] = score.value();
      }
    }
    return 2 * defined < resamples
        ? Optional.empty()
        : Optional.of(
            new Bootstrapped<>(Arrays.copyOf(values, defined), resamples, resamples - defined));
  }

  private double[] drawRows(SplittableRandom random) {
    double[] drawn = new double[weights.length];
    for (int i = 0; i < clusters(); i++) {
      int cluster = random.nextInt(clusters());
      for (int k = starts[cluster]; k < starts[cluster + 1]; k++) {
        drawn[rows[k]] += weights[rows[k]];
      }
    }
    return drawn;
  }

  private static Interval interval(double[] values, int percent) {
    Percentile percentile = percentiles(values);
    double tail = (100 - percent) / 2.0;
    return new Interval(percentile.evaluate(tail), percentile.evaluate(100 - tail));
  }

  private static Percentile percentiles(double[] values) {
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(values);
    return percentile;
  }

  private static double pValue(double[] values) {
    long below = Arrays.stream(values).filter(v -> v <= PairedResult.ROUNDING).count();
    long above = Arrays.stream(values).filter(v -> v >= -PairedResult.ROUNDING).count();
    return Math.min(1, 2.0 * (1 + Math.min(below, above)) / (1 + values.length));
  }
}
