package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.dataset.Examples;
import io.twinhead.engine.EngineOptions;
import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.Models;
import io.twinhead.training.RateRange.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RateRangeTest {
  private static final Examples EXAMPLES = Clouds.of(200, 1, 1);

  /** Falls around 1e-3, has its minimum near 0.2, and rises then. */
  private static double valley(double rate) {
    double log = Math.log10(rate);
    return 0.7 - 0.6 / (1 + Math.exp(-4 * (log + 3))) + Math.exp(8 * log);
  }

  @Test
  void suggestsTheSteepestFallAndATenthOfTheMinimum() {
    RateRange range = RateRange.of(points(RateRangeTest::valley, 0), true);
    assertThat(range.suggested()).isCloseTo(1e-3, Percentage.withPercentage(15));
    double lowest = range.lowest().rate();
    assertThat(range.tenthOfMinimum()).isCloseTo(lowest / 10, Percentage.withPercentage(5));
    assertThat(range.diverged()).isTrue();
  }

  @Test
  void findsTheFallAmongNoise() {
    RateRange range = RateRange.of(points(RateRangeTest::valley, 0.02), false);
    assertThat(range.suggested()).isBetween(2e-4, 5e-3);
  }

  @Test
  void suggestsNothingWhenTheLossOnlyWaversOrRises() {
    RateRange wavers = RateRange.of(points(rate -> 0.7, 0.05), false);
    assertThat(wavers.suggested()).isNull();
    assertThat(wavers.tenthOfMinimum()).isNull();
    assertThat(RateRange.of(points(rate -> 0.7 + rate, 0), true).suggested()).isNull();
    List<Point> few = points(RateRangeTest::valley, 0).subList(0, 5);
    assertThat(RateRange.of(few, true).suggested()).isNull();
  }

  @Test
  void growsTheRateGeometricallyUntilTheLossHasRisen() {
    RateRange range = RangeTest.run(plan("dense-small"), EXAMPLES);
    List<Point> points = range.points();
    assertThat(points.get(0).rate()).isEqualTo(1e-7);
    assertThat(range.last().rate()).isLessThanOrEqualTo(10);
    double ratio = points.get(1).rate() / points.get(0).rate();
    for (int i = 1; i < points.size(); i++) {
      assertThat(points.get(i).rate() / points.get(i - 1).rate())
          .isCloseTo(ratio, Percentage.withPercentage(1e-6));
    }
    assertThat(range.diverged())
        .isEqualTo(range.last().smoothedLoss() > 4 * range.lowest().smoothedLoss());
    assertThat(range.suggested()).isBetween(1e-4, 1.0);
  }

  /** The largest rate that is tried is the same for every model. */
  @Test
  void doesNotDependOnTheRateOfTheModel() {
    ModelSpec model = Models.find("dense-small");
    RateRange other =
        RangeTest.run(plan("dense-small").with(model.withLearningRate(0.5)), EXAMPLES);
    RateRange own = RangeTest.run(plan("dense-small"), EXAMPLES);
    assertThat(other.points()).hasSameSizeAs(own.points());
    assertThat(other.suggested()).isCloseTo(own.suggested(), Percentage.withPercentage(10));
  }

  private static TrainingPlan plan(String model) {
    return new TrainingPlan(
        Models.find(model), OutputHead.SOFTMAX, 1, 1, 32, EngineOptions.DEFAULT, 1, 2, 3);
  }

  private static List<Point> points(DoubleUnaryOperator loss, double noise) {
    SplittableRandom random = new SplittableRandom(5);
    List<Point> points = new ArrayList<>();
    double smoothed = 0;
    for (int i = 0; i < 200; i++) {
      double rate = 1e-7 * Math.pow(1e8, i / 199.0);
      double sound = loss.applyAsDouble(rate);
      double deviation = noise * random.nextGaussian();
      smoothed = 0.9 * smoothed + 0.1 * deviation;
      points.add(new Point(rate, sound + deviation, sound + smoothed));
    }
    return points;
  }
}
