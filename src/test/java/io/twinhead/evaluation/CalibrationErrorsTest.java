package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CalibrationErrorsTest {
  static Stream<JsonNode> golden() {
    return ThresholdCases.golden();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void agreesWithNumpy(JsonNode golden) {
    CalibrationErrors errors = errors(Golden.predictions(golden));
    JsonNode expected = golden.get("errors");
    assertThat(
            new double[] {
              errors.positiveEqualWidth(),
              errors.positiveEqualMass(),
              errors.topLabelEqualWidth(),
              errors.topLabelEqualMass()
            })
        .containsExactly(
            new double[] {
              expected.get("positiveEqualWidth").doubleValue(),
              expected.get("positiveEqualMass").doubleValue(),
              expected.get("topLabelEqualWidth").doubleValue(),
              expected.get("topLabelEqualMass").doubleValue()
            },
            Golden.EXACT);
  }

  @Test
  void theFirstIsTheMetric() {
    for (long seed = 0; seed < 50; seed++) {
      BinaryPredictions rows = ThresholdCases.random(seed);
      Score ece = Metrics.of(rows, Threshold.HALF).get(Metric.ECE);
      assertThat(errors(rows).positiveEqualWidth())
          .isCloseTo(Objects.requireNonNull(Objects.requireNonNull(ece).value()), within(1e-14));
    }
  }

  @Test
  void weightsCountRelativeToEachOtherOnly() {
    same(rows -> ThresholdCases.scaled(rows, 4096));
    same(ThresholdCases::doubled);
    same(rows -> ThresholdCases.withWeightless(rows, 3));
  }

  @Test
  void equalMassPutsDistinctRowsIntoEqualBins() {
    double[] logits = IntStream.range(0, 45).mapToDouble(i -> i * i / 100.0 - 7).toArray();
    Binning binning = Binning.equalMass(BinaryPredictions.of(logits, new int[45]));
    assertThat(binning.binOfRow())
        .containsExactly(IntStream.range(0, 45).map(i -> i / 3).toArray());
  }

  @Test
  void equalMassKeepsTiesTogether() {
    double[] logits = {-1, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    Binning binning = Binning.equalMass(BinaryPredictions.of(logits, new int[10]));
    assertThat(Arrays.stream(binning.binOfRow()).distinct()).containsExactly(0, 7, 14);
  }

  @Test
  void isEmptyWithoutWeight() {
    assertThat(
            CalibrationErrors.of(new BinaryPredictions(new double[1], new int[1], new double[1])))
        .isEmpty();
  }

  private static void same(UnaryOperator<BinaryPredictions> change) {
    for (long seed = 0; seed < 100; seed++) {
      BinaryPredictions rows = ThresholdCases.random(seed);
      CalibrationErrors before = errors(rows);
      CalibrationErrors after = errors(change.apply(rows));
      assertThat(after)
          .usingRecursiveComparison()
          .withComparatorForType(
              (a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b), Double.class)
          .isEqualTo(before);
    }
  }

  private static CalibrationErrors errors(BinaryPredictions rows) {
    return CalibrationErrors.of(rows).orElseThrow();
  }
}
