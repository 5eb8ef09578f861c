package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.head.Logistic;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {
  @Test
  void acceptsAProbabilityEqualToIt() {
    assertThat(Threshold.HALF.accepts(0.5)).isTrue();
    assertThat(Threshold.HALF.accepts(Math.nextDown(0.5))).isFalse();
  }

  @Test
  void oneHalfIsTheArgMaxOfTwoOutputs() {
    Random random = new Random(5);
    for (int i = 0; i < 10_000; i++) {
      float z0 = (float) random.nextGaussian();
      float z1 = i % 100 == 0 ? z0 : (float) random.nextGaussian();
      double p = Logistic.sigmoid((double) z1 - z0);
      assertThat(Threshold.HALF.accepts(p)).isEqualTo(z1 >= z0);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 0.1, 0.5, 0.731, 0.999999})
  void knowsItsLogit(double t) {
    assertThat(Logistic.sigmoid(Threshold.ofProbability(t, "f1").logit()))
        .isCloseTo(t, within(t * 1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
  void liesBetweenZeroAndOne(double t) {
    assertThatThrownBy(() -> Threshold.ofProbability(t, "given"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a threshold lies between 0 and 1, not at " + t);
  }

  @Test
  void refusesALogitElsewhere() {
    assertThatThrownBy(() -> new Threshold(0.5, 0.1, "given"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threshold 0.5 and logit 0.1 are not the same point");
  }
}
