package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.head.Logistic;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChosenThresholdTest {
  private static final ThresholdObjective YOUDEN = ThresholdObjective.parse("youden");

  @Test
  void sameSeedGivesTheSameInterval() {
    BinaryPredictions rows = calibrated(1000, 1);
    assertThat(YOUDEN.chooseWithInterval(rows, null, 3))
        .isEqualTo(YOUDEN.chooseWithInterval(rows, null, 3))
        .isNotEqualTo(YOUDEN.chooseWithInterval(rows, null, 4));
  }

  @Test
  void reportsTheChoiceAndItsValue() {
    BinaryPredictions rows = calibrated(300, 2);
    ChosenThreshold chosen = YOUDEN.chooseWithInterval(rows, null, 1);
    assertThat(chosen.threshold()).isEqualTo(YOUDEN.choose(rows));
    Score value = YOUDEN.value(ConfusionMatrix.of(rows, chosen.threshold()));
    assertThat(chosen.objectiveValue())
        .isCloseTo(Objects.requireNonNull(value.value()), within(1e-14));
  }

  @Test
  void moreRowsSettleTheThresholdBetter() {
    Interval few = interval(YOUDEN, calibrated(100, 5));
    Interval many = interval(YOUDEN, calibrated(10_000, 5));
    assertThat(width(many)).isLessThan(width(few));
    // Youden's best threshold on calibrated rows is the prevalence, here one half.
    assertThat(many.low()).isLessThan(0.5);
    assertThat(many.high()).isGreaterThan(0.5);
  }

  @Test
  void rowsOfAGroupSettleNoMoreThanOneOfThem() {
    BinaryPredictions cases = calibrated(100, 5);
    int[] groups = IntStream.range(0, 2000).map(i -> i / 20).toArray();
    BinaryPredictions copies =
        BinaryPredictions.of(
            Arrays.stream(groups).mapToDouble(group -> cases.logits()[group]).toArray(),
            Arrays.stream(groups).map(group -> cases.labels()[group]).toArray());
    ChosenThreshold once = YOUDEN.chooseWithInterval(cases, null, 1);
    assertThat(YOUDEN.chooseWithInterval(copies, groups, 1).ci95()).isEqualTo(once.ci95());
    assertThat(width(interval(YOUDEN, copies)))
        .isLessThan(width(Objects.requireNonNull(once.ci95())));
  }

  @Test
  void hasNoIntervalIfFewResamplesMeetTheObjective() {
    // A resample has both classes and two probabilities only if it has the first and the last row.
    BinaryPredictions rows = BinaryPredictions.of(new double[] {1, 1, -1}, new int[] {1, 0, 0});
    ChosenThreshold chosen = ThresholdObjective.parse("mcc").chooseWithInterval(rows, null, 1);
    assertThat(chosen.objectiveValue()).isCloseTo(0.5, within(1e-15));
    assertThat(chosen.ci95()).isNull();
  }

  @Test
  void rowsWithoutWeightAreNotDrawn() {
    BinaryPredictions rows = ThresholdCases.random(12);
    assertThat(YOUDEN.chooseWithInterval(ThresholdCases.withWeightless(rows, 1), null, 5))
        .isEqualTo(YOUDEN.chooseWithInterval(rows, null, 5));
  }

  @Test
  void tenThousandRowsTakeLessThanTenSeconds() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    YOUDEN.chooseWithInterval(calibrated(10_000, 9), null, 1);
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
        .isLessThan(Duration.ofSeconds(10));
  }

  private static Interval interval(ThresholdObjective objective, BinaryPredictions rows) {
    return Objects.requireNonNull(objective.chooseWithInterval(rows, null, 1).ci95());
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }

  private static BinaryPredictions calibrated(int rows, long seed) {
    Random random = new Random(seed);
    double[] logits = new double[rows];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      logits[i] = 1.5 * random.nextGaussian();
      labels[i] = random.nextDouble() < Logistic.sigmoid(logits[i]) ? 1 : 0;
    }
    return BinaryPredictions.of(logits, labels);
  }
}
