package io.twinhead.training;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.jspecify.annotations.Nullable;

/**
 * What a range of learning rates did to the loss (Smith, "Cyclical Learning Rates for Training
 * Neural Networks", 2017, section 3.3): flat while they are too small, then falling, then rising.
 *
 * @param diverged whether it ended because the loss rose to a multiple of its minimum, or to no
 *     number
 * @param suggested the rate at which the smoothed loss falls most steeply by the logarithm of the
 *     rate, to two digits; null if it never falls by more than batches differ
 * @param tenthOfMinimum a tenth of the rate at which the smoothed loss is lowest, to two digits;
 *     null likewise
 * @param points the steps, in order
 */
public record RateRange(
    boolean diverged,
    @Nullable Double suggested,
    @Nullable Double tenthOfMinimum,
    List<Point> points) {
  /** Steps on either side over which a slope is taken, since losses of batches are noisy. */
  private static final int REACH = 10;

  /**
   * One step.
   *
   * @param rate of the updater
   * @param loss of the batch before the update, in nats; of labels that may overlap the mean over
   *     labels
   * @param smoothedLoss its exponential moving average
   */
  public record Point(double rate, double loss, double smoothedLoss) {}

  public RateRange {
    points = List.copyOf(points);
  }

  /** Judges steps whose rates grow geometrically. */
  static RateRange of(List<Point> points, boolean diverged) {
    int lowest =
        IntStream.range(0, points.size())
            .boxed()
            .min(Comparator.comparingDouble(i -> points.get(i).smoothedLoss()))
            .orElse(0);
    if (lowest < 2 * REACH || !falls(points, lowest)) {
      return new RateRange(diverged, null, null, points);
    }
    int steepest =
        IntStream.rangeClosed(REACH, lowest - REACH)
            .boxed()
            .min(Comparator.comparingDouble(i -> slope(points, i)))
            .orElseThrow();
    return new RateRange(
        diverged,
        TwoDigits.of(points.get(steepest).rate()),
        TwoDigits.of(points.get(lowest).rate() / 10),
        points);
  }

  /** Whether the minimum lies four standard errors below the losses of the smallest rates. */
  private static boolean falls(List<Point> points, int lowest) {
    SummaryStatistics first = new SummaryStatistics();
    points.subList(0, 2 * REACH).forEach(point -> first.addValue(point.loss()));
    double error = first.getStandardDeviation() * RangeTest.SMOOTHED_NOISE;
    return points.get(lowest).smoothedLoss() < first.getMean() - 4 * error;
  }

  private static double slope(List<Point> points, int middle) {
    SimpleRegression line = new SimpleRegression();
    for (Point point : points.subList(middle - REACH, middle + REACH + 1)) {
      line.addData(Math.log10(point.rate()), point.smoothedLoss());
    }
    return line.getSlope();
  }

  /** The step with the lowest smoothed loss; there is at least one step. */
  public Point lowest() {
    return points.stream().min(Comparator.comparingDouble(Point::smoothedLoss)).orElseThrow();
  }

  /** The last step. */
  public Point last() {
    return points.get(points.size() - 1);
  }
}
