package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedResultTest {
  private static final PairedResult RESULT =
      new PairedResult(0.005, new Interval(-0.01, 0.02), new Interval(-0.02, 0.03), 0.4);

  @Test
  void isEquivalentOnlyWithTheIntervalStrictlyInsideTheMargin() {
    assertThat(RESULT.equivalentWithin(Math.nextUp(0.02))).isTrue();
    assertThat(RESULT.equivalentWithin(0.02)).isFalse();
    assertThat(RESULT.equivalentWithin(0.005)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN})
  void refusesAMarginThatIsNotPositive(double margin) {
    assertThatThrownBy(() -> RESULT.equivalentWithin(margin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a margin is positive, not " + margin);
  }

  @Test
  void refusesNan() {
    Interval any = new Interval(0, 1);
    assertThatThrownBy(() -> new PairedResult(Double.NaN, any, any, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PairedResult(0, any, any, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Interval(0, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Interval(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void intervalsAreWrittenAsPairs() throws JsonProcessingException {
    assertThat(new ObjectMapper().writeValueAsString(RESULT))
        .isEqualTo(
            "{\"difference\":0.005,\"ci90\":[-0.01,0.02],\"ci95\":[-0.02,0.03],\"pValue\":0.4}");
  }
}
