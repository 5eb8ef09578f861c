package io.twinhead.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private record Example(
      double firstValue, @Nullable Double second, List<Double> many, Thread.State kind) {}

  @Test
  void writesSnakeCaseLowerCaseEnumsAndExactNumbers() {
    assertThat(Json.line(new Example(0.1, null, List.of(1e-300), Thread.State.TIMED_WAITING)))
        .isEqualTo(
            "{\"first_value\":0.1,\"second\":null,\"many\":[1.0E-300],\"kind\":\"timed_waiting\"}");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesWhatJsonCannotSay(double value) {
    assertThatThrownBy(() -> Json.line(new Example(value, null, List.of(), Thread.State.NEW)))
        .hasStackTraceContaining("undefined values are null");
    assertThatThrownBy(() -> Json.line(new Example(0, value, List.of(), Thread.State.NEW)))
        .hasStackTraceContaining("undefined values are null");
    assertThatThrownBy(() -> Json.line(new Example(0, 1.0, List.of(value), Thread.State.NEW)))
        .hasStackTraceContaining("undefined values are null");
    assertThatThrownBy(() -> Json.line(new double[] {value}))
        .hasStackTraceContaining("undefined values are null");
  }
}
