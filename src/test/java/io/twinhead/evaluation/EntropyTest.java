package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntropyTest {
  @Test
  void entropyAndDivergenceAddUpToCrossEntropy() {
    Random random = new Random(13);
    for (int i = 0; i < 1000; i++) {
      double p = random.nextDouble();
      double q = random.nextDouble();
      assertThat(Entropy.of(p) + Entropy.divergence(p, q))
          .isCloseTo(Entropy.cross(p, q), within(1e-12));
      assertThat(Entropy.divergence(p, q)).isPositive();
      assertThat(Entropy.divergence(p, p)).isZero();
    }
  }

  @Test
  void isLargestAtOneHalfAndZeroAtCertainty() {
    assertThat(Entropy.of(0.5)).isCloseTo(Math.log(2), within(1e-16));
    assertThat(Entropy.of(0)).isZero();
    assertThat(Entropy.of(1)).isZero();
  }

  @Test
  void rulingOutWhatOccursCostsInfinitely() {
    assertThat(Entropy.cross(0.1, 0)).isInfinite();
    assertThat(Entropy.divergence(0.9, 1)).isInfinite();
    assertThat(Entropy.cross(0, 0)).isZero();
    assertThat(Entropy.divergence(1, 1)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesWhatIsNoProbability(double p) {
    assertThatThrownBy(() -> Entropy.of(p)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Entropy.divergence(0.5, p))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
