package io.twinhead.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticTest {
  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void sigmoidOfTheNegativeIsTheComplement() {
    for (int i = 0; i < 10_000; i++) {
      double x = random.nextDouble(-40, 40);
      assertThat(Logistic.sigmoid(-x)).isCloseTo(1 - Logistic.sigmoid(x), within(2.3e-16));
    }
  }

  @Test
  void sigmoidKeepsItsRelativeAccuracyInTheLowerTail() {
    assertThat(Logistic.sigmoid(-700)).isCloseTo(Math.exp(-700), within(1e-318));
    assertThat(Logistic.sigmoid(-1e308)).isZero();
    assertThat(Logistic.sigmoid(1e308)).isOne();
  }

  @Test
  void logitInvertsSigmoid() {
    for (int i = 0; i < 10_000; i++) {
      double x = random.nextDouble(-30, 15);
      assertThat(Logistic.logit(Logistic.sigmoid(x))).isCloseTo(x, within(1e-9));
    }
  }

  @Test
  void softplusIsTheIntegralOfSigmoid() {
    double h = 1e-5;
    for (double x = -30; x <= 30; x += 0.37) {
      double slope = (Logistic.softplus(x + h) - Logistic.softplus(x - h)) / (2 * h);
      assertThat(slope).isCloseTo(Logistic.sigmoid(x), within(1e-9));
    }
  }

  @Test
  void logitRefusesWhatIsNoProbability() {
    for (double p : new double[] {-1e-9, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> Logistic.logit(p))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(String.valueOf(p));
    }
  }
}
