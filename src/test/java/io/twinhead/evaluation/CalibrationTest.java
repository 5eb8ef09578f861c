package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.twinhead.evaluation.Isotonic.Knot;
import io.twinhead.head.Logistic;
import io.twinhead.head.OutputHead;
import io.twinhead.run.Json;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
  static Stream<Calibration> maps() {
    return Stream.of(
        Calibration.NONE,
        new Temperature(1.0 / 3),
        new Temperature(1e-3),
        new Platt(0.7, -1.3),
        new Platt(0, 0.1),
        new Isotonic(List.of(new Knot(-1.1, 0.1), new Knot(0.1, 0.1), new Knot(0.3, 2.0 / 3))),
        new Isotonic(List.of(new Knot(-Double.MAX_VALUE, 1e-9), new Knot(Double.MAX_VALUE, 0.9))),
        new Isotonic(List.of(new Knot(0, 0.3))),
        new Beta(1.9, 0.3, -0.7),
        new Beta(0, 2, Math.PI),
        new Beta(0, 0, -1),
        PriorShift.fromClassWeights(0.55, 5),
        PriorShift.fromClassWeights(1, 99).then(new Temperature(1.7)).then(new Platt(2, 0.1)));
  }

  @ParameterizedTest
  @MethodSource("maps")
  void readsBackWhatItWrote(Calibration map) throws JsonProcessingException {
    ObjectMapper plain = new ObjectMapper();
    assertThat(plain.readValue(plain.writeValueAsString(map), Calibration.class)).isEqualTo(map);
    assertThat(plain.readValue(Json.line(map), Calibration.class)).isEqualTo(map);
  }

  @Test
  void writesItsMethodAndItsNumbers() {
    assertThat(Json.line(Calibration.NONE)).isEqualTo("{\"method\":\"none\"}");
    assertThat(Json.line(new Temperature(1.5)))
        .isEqualTo("{\"method\":\"temperature\",\"temperature\":1.5}");
    assertThat(Json.line(new Isotonic(List.of(new Knot(-2, 0.25)))))
        .isEqualTo("{\"method\":\"isotonic\",\"knots\":[{\"logit\":-2.0,\"probability\":0.25}]}");
    assertThat(Json.line(new PriorShift(1).then(new Platt(1, 0))))
        .isEqualTo(
            "{\"method\":\"sequence\",\"steps\":[{\"method\":\"prior_shift\",\"offset\":1.0},"
                + "{\"method\":\"platt\",\"a\":1.0,\"b\":0.0}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"method\":\"temperature\",\"temperature\":0}",
        "{\"method\":\"temperature\",\"temperature\":-2}",
        "{\"method\":\"temperature\",\"temperature\":\"NaN\"}",
        "{\"method\":\"platt\",\"a\":-1,\"b\":0}",
        "{\"method\":\"platt\",\"a\":1,\"b\":\"Infinity\"}",
        "{\"method\":\"beta\",\"a\":1,\"b\":-1e-9,\"c\":0}",
        "{\"method\":\"prior_shift\",\"offset\":\"-Infinity\"}",
        "{\"method\":\"isotonic\",\"knots\":[]}",
        "{\"method\":\"isotonic\",\"knots\":[{\"logit\":0,\"probability\":0.5},"
            + "{\"logit\":0,\"probability\":0.6}]}",
        "{\"method\":\"isotonic\",\"knots\":[{\"logit\":0,\"probability\":0.5},"
            + "{\"logit\":1,\"probability\":0.4}]}",
      })
  void refusesNumbersThatMakeNoMap(String json) {
    assertThatThrownBy(() -> new ObjectMapper().readValue(json, Calibration.class))
        .isInstanceOf(ValueInstantiationException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void neverDecreases(Calibration map) {
    double[] grid =
        DoubleStream.concat(
                DoubleStream.of(-Double.MAX_VALUE, -1e300, -1e30, -1e3, 1e3, 1e30, 1e300),
                DoubleStream.iterate(-50, d -> d <= 50, d -> d + 0.01))
            .sorted()
            .toArray();
    double[] mapped = Arrays.stream(grid).map(map::apply).toArray();
    for (int i = 1; i < grid.length; i++) {
      // Neighbours on a flat part may differ by rounding.
      double rounding = 1e-14 * Math.max(1, Math.abs(mapped[i - 1]));
      assertThat(mapped[i]).as("at %s", grid[i]).isGreaterThanOrEqualTo(mapped[i - 1] - rounding);
    }
  }

  @ParameterizedTest
  @MethodSource("maps")
  void keepsFiniteLogOddsFinite(Calibration map) {
    for (double d : new double[] {0, -0.0, 1e-320, 745, 1e10, 1e308, Double.MAX_VALUE}) {
      assertThat(map.apply(d)).as("at %s", d).isFinite();
      assertThat(map.apply(-d)).as("at %s", -d).isFinite();
    }
  }

  @ParameterizedTest
  @MethodSource("maps")
  void takesInfiniteLogOddsAsTheLargestFiniteOnes(Calibration map) {
    if (!map.equals(Calibration.NONE)) {
      assertThat(map.apply(Double.POSITIVE_INFINITY)).isEqualTo(map.apply(Double.MAX_VALUE));
      assertThat(map.apply(Double.NEGATIVE_INFINITY)).isEqualTo(map.apply(-Double.MAX_VALUE));
    }
  }

  @Test
  void appliesToPredictionsAndKeepsLabelsAndWeights() {
    BinaryPredictions p =
        new BinaryPredictions(new double[] {3, -1}, new int[] {1, 0}, new double[] {1, 2});
    BinaryPredictions halved = new Temperature(2).apply(p);
    assertThat(halved.logits()).containsExactly(1.5, -0.5);
    assertThat(halved.labels()).containsExactly(1, 0);
    assertThat(halved.weights()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void doingNothingBeforeOrAfterIsTheMapItself(Calibration map) {
    assertThat(Calibration.NONE.then(map)).isEqualTo(map);
    assertThat(map.then(Calibration.NONE)).isEqualTo(map);
  }

  @Test
  void sequencesApplyInOrderAndStayFlat() {
    Calibration shift = new PriorShift(1);
    Calibration halve = new Temperature(2);
    Calibration platt = new Platt(3, 0);
    Calibration all = shift.then(halve).then(platt);
    assertThat(all.apply(5)).isEqualTo(9);
    assertThat(all.steps()).containsExactly(shift, halve, platt);
    assertThat(shift.then(halve.then(platt))).isEqualTo(all);
    assertThat(new Sequence(List.of(shift.then(halve), Calibration.NONE, platt))).isEqualTo(all);
  }

  @Test
  void plattAndBetaContainTheIdentity() {
    for (double d : new double[] {-800, -3, -1e-9, 0, 0.5, 40, 800}) {
      double exact = 1e-15 * Math.max(1, Math.abs(d));
      assertThat(new Platt(1, 0).apply(d)).isEqualTo(d);
      assertThat(new Beta(1, 1, 0).apply(d)).isCloseTo(d, within(exact));
    }
  }

  @Test
  void betaIsTheFormulaOfThePaper() {
    double p = Logistic.sigmoid(0.8);
    assertThat(new Beta(1.5, 0.4, 0.2).apply(0.8))
        .isCloseTo(0.2 + 1.5 * Math.log(p) - 0.4 * Math.log(1 - p), within(1e-14));
  }

  @Test
  void isotonicIsLinearInProbabilityBetweenKnotsAndConstantBeyond() {
    Isotonic map = new Isotonic(List.of(new Knot(-1, 0.2), new Knot(3, 0.6)));
    assertThat(Logistic.sigmoid(map.apply(0))).isCloseTo(0.3, within(1e-15));
    assertThat(Logistic.sigmoid(map.apply(3))).isCloseTo(0.6, within(1e-15));
    assertThat(map.apply(-70)).isEqualTo(map.apply(-1));
    assertThat(map.apply(70)).isEqualTo(map.apply(3));
  }

  @Test
  void classWeightsAreTakenBackFromTheOdds() {
    assertThat(PriorShift.fromClassWeights(0.5, 4.5).apply(Math.log(9)))
        .isCloseTo(0, within(1e-15));
    assertThat(PriorShift.fromClassWeights(2, 2)).isEqualTo(new PriorShift(0));
  }

  @Test
  void tellsWhatWasFittedFromWhatWasNot() {
    PriorShift shift = PriorShift.fromClassWeights(1, 9);
    Platt platt = new Platt(2, 0.1);
    assertThat(shift.then(platt).method()).isEqualTo(CalibrationMethod.PLATT);
    assertThat(shift.then(platt).unfitted()).isEqualTo(shift);
    assertThat(shift.method()).isEqualTo(CalibrationMethod.NONE);
    assertThat(platt.unfitted()).isEqualTo(Calibration.NONE);
    assertThat(Calibration.NONE.method()).isEqualTo(CalibrationMethod.NONE);
    assertThat(Calibration.NONE.unfitted()).isEqualTo(Calibration.NONE);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void knowsItsMethod(CalibrationMethod method) {
    assertThat(method.fit(CalibrationFitTest.drawn(5, 300, 2)).method()).isEqualTo(method);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesClassWeightsWithoutOdds(double value) {
    assertThatThrownBy(() -> PriorShift.fromClassWeights(1, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the positive class weighs " + value);
  }

  @ParameterizedTest
  @EnumSource
  void headsThatAgreeGetTheSameMap(CalibrationMethod method) {
    BinaryPredictions rows = CalibrationFitTest.drawn(5, 300, 2);
    double[] zero = new double[2 * rows.size()];
    double[] antisymmetric = new double[2 * rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      zero[2 * i + 1] = rows.logits()[i];
      antisymmetric[2 * i] = -rows.logits()[i] / 2;
      antisymmetric[2 * i + 1] = rows.logits()[i] / 2;
    }
    double[] sigmoid = calibrated(method, OutputHead.SIGMOID, rows.logits(), rows);
    assertThat(calibrated(method, OutputHead.SOFTMAX, zero, rows))
        .containsExactly(sigmoid, within(1e-12));
    assertThat(calibrated(method, OutputHead.SOFTMAX, antisymmetric, rows))
        .containsExactly(sigmoid, within(1e-12));
  }

  private static double[] calibrated(
      CalibrationMethod method, OutputHead head, double[] logits, BinaryPredictions rows) {
    double[] logOdds = new double[rows.size()];
    Arrays.setAll(logOdds, i -> head.logOdds(logits, i));
    BinaryPredictions said = new BinaryPredictions(logOdds, rows.labels(), rows.weights());
    return method.fit(said).apply(said).logits();
  }

  @Test
  void temperatureDividesTheDifferenceOfTheLogits() {
    BinaryPredictions rows = CalibrationFitTest.drawn(6, 300, 2);
    double[] doubled = Arrays.stream(rows.logits()).map(s -> s - -s).toArray();
    BinaryPredictions opposite =
        new BinaryPredictions(doubled, rows.labels(), rows.weights()); // of logits (-s, +s)
    assertThat(((Temperature) CalibrationMethod.TEMPERATURE.fit(opposite)).temperature())
        .isCloseTo(
            2 * ((Temperature) CalibrationMethod.TEMPERATURE.fit(rows)).temperature(),
            within(1e-12));
  }
}
