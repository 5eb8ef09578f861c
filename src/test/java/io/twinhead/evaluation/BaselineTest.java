package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.head.Logistic;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BaselineTest {
  private static final int[] LABELS = {1, 0, 0, 1, 0};
  private static final double[] WEIGHTS = {1, 2, 0.5, 0.25, 3};

  @Test
  void entropyIsTheLogLossOfAlwaysPredictingThePrevalence() {
    Baseline baseline =
        Baseline.of(new BinaryPredictions(new double[5], LABELS, WEIGHTS)).orElseThrow();
    assertThat(baseline.prevalence()).isCloseTo(1.25 / 6.75, within(1e-15));
    assertThat(baseline.entropy()).isCloseTo(logLossOfAlways(baseline.prevalence()), within(1e-14));
    assertThat(baseline.uniform()).isCloseTo(logLossOfAlways(0.5), within(1e-15));
  }

  @Test
  void whatAnotherConstantCostsIsCrossEntropy() {
    assertThat(logLossOfAlways(0.7)).isCloseTo(Entropy.cross(1.25 / 6.75, 0.7), within(1e-14));
  }

  @Test
  void isEmptyWithoutWeight() {
    assertThat(Baseline.of(new BinaryPredictions(new double[1], new int[1], new double[1])))
        .isEmpty();
  }

  private static double logLossOfAlways(double p) {
    double[] logits = new double[LABELS.length];
    Arrays.fill(logits, Logistic.logit(p));
    BinaryPredictions constant = new BinaryPredictions(logits, LABELS, WEIGHTS);
    return Objects.requireNonNull(
        Metrics.prepare(constant, Threshold.HALF).score(Metric.LOG_LOSS, WEIGHTS).value());
  }
}
