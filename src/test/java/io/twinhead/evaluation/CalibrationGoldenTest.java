package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.head.Logistic;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what calibration.py found; it says how. */
class CalibrationGoldenTest {
  static Stream<JsonNode> golden() throws IOException {
    try (InputStream in = CalibrationGoldenTest.class.getResourceAsStream("calibration.json")) {
      JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(cases.spliterator(), false);
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void temperatureIsTheRegressionWithoutIntercept(JsonNode golden) {
    Temperature fitted =
        (Temperature) CalibrationMethod.TEMPERATURE.fit(Golden.predictions(golden));
    assertClose(fitted.temperature(), golden.at("/temperature/temperature"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void plattIsScikitLearnsSigmoidCalibration(JsonNode golden) {
    Platt fitted = (Platt) CalibrationMethod.PLATT.fit(Golden.predictions(golden));
    assertClose(fitted.a(), golden.at("/platt/a"));
    assertClose(fitted.b(), golden.at("/platt/b"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void betaIsTheRegressionOnTheLogsOfBothProbabilities(JsonNode golden) {
    Beta fitted = (Beta) CalibrationMethod.BETA.fit(Golden.predictions(golden));
    assertClose(fitted.a(), golden.at("/beta/a"));
    assertClose(fitted.b(), golden.at("/beta/b"));
    assertClose(fitted.c(), golden.at("/beta/c"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void isotonicIsScikitLearnsIsotonicRegression(JsonNode golden) {
    Calibration fitted = CalibrationMethod.ISOTONIC.fit(Golden.predictions(golden));
    double[] queries = Golden.doubles(golden.get("queries"));
    double[] expected = Golden.doubles(golden.get("isotonic"));
    for (int i = 0; i < queries.length; i++) {
      assertThat(Logistic.sigmoid(fitted.apply(queries[i])))
          .as("at %s", queries[i])
          .isCloseTo(expected[i], within(1e-12));
    }
  }

  private static void assertClose(double actual, JsonNode expected) {
    // The ridge of the regression shows in the ninth digit where two features are nearly one.
    double size = Math.max(1, Math.abs(expected.doubleValue()));
    assertThat(actual).isCloseTo(expected.doubleValue(), within(1e-8 * size));
  }
}
