package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MixingTest {
  /** Which adds this number, the golden ratio's digits, before it mixes. */
  @Test
  void isThatOfSplittableRandom() {
    for (long seed = -1000; seed < 1000; seed++) {
      assertThat(Mixing.of(seed + 0x9e3779b97f4a7c15L))
          .isEqualTo(new SplittableRandom(seed).nextLong());
    }
  }
}
