package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTest {
  @Test
  void hasEitherAValueOrAReason() {
    assertThat(new Score(0.5, null).defined()).isTrue();
    assertThat(new Score(null, "no rows").defined()).isFalse();
    assertThatThrownBy(() -> new Score(null, null)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Score(1.0, "why")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void isFinite(double value) {
    assertThatThrownBy(() -> new Score(value, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(value));
  }
}
