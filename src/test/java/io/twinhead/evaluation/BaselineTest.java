package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinhead.head.Logistic;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BaselineTest {
  static Stream<JsonNode> classes() {
    return Golden.cases("classes");
  }

  static Stream<JsonNode> labels() {
    return Golden.cases("labels");
  }

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

  @ParameterizedTest
  @MethodSource("classes")
  void entropyOfClassesIsThatOfTheirShares(JsonNode golden) {
    Baseline baseline = Baseline.of(Golden.classes(golden)).orElseThrow();
    Golden.assertSame(baseline, golden.get("baseline"));
    assertThat(baseline.uniform()).isEqualTo(Math.log(baseline.shares().size()));
  }

  @ParameterizedTest
  @MethodSource("labels")
  void entropyOfLabelsIsTheMeanOverThem(JsonNode golden) {
    Baseline baseline = Baseline.of(Golden.labels(golden)).orElseThrow();
    Golden.assertSame(baseline, golden.get("baseline"));
    assertThat(baseline.uniform()).isEqualTo(Math.log(2));
  }

  @Test
  void twoClassesHaveTheSameEntropyEitherWay() {
    ClassPredictions two = RandomTasks.classes(1, 50, 2);
    assertThat(Baseline.of(two).orElseThrow().entropy())
        .isCloseTo(
            Baseline.of(two.oneAgainstRest(1)).orElseThrow().entropy(), Golden.TO_THE_LAST_DIGITS);
  }

  @Test
  void severalSharesAreNoPrevalence() {
    Baseline three = Baseline.of(RandomTasks.classes(1, 50, 3)).orElseThrow();
    assertThatThrownBy(three::prevalence)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("3 shares, not one prevalence");
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
