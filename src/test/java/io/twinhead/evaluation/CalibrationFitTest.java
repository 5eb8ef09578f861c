package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.head.Logistic;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationFitTest {
  private static final double[] GRID = {-60, -7, -2.3, -0.4, 0, 0.1, 1.9, 5, 60};

  /** Rows whose true log-odds are the logits divided by {@code temperature}. */
  static BinaryPredictions drawn(long seed, int rows, double temperature) {
    Random random = new Random(seed);
    double[] logits = random.doubles(rows, -6, 6).toArray();
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextDouble() < Logistic.sigmoid(logits[i] / temperature) ? 1 : 0;
    }
    return new BinaryPredictions(logits, labels, random.doubles(rows, 0.1, 3).toArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void temperatureNeverRaisesTheLogLossOfTheRowsItWasFittedTo(long seed) {
    for (double temperature : new double[] {0.01, 0.5, 1, 3, 1e6, -2}) {
      BinaryPredictions rows = drawn(seed, 40, temperature);
      double before = CalibrationRows.logLoss(rows, Calibration.NONE);
      assertThat(CalibrationRows.logLoss(rows, CalibrationMethod.TEMPERATURE.fit(rows)))
          .isLessThanOrEqualTo(before * (1 + 1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void findsTheDistortionInManyRows(CalibrationMethod method) {
    Calibration fitted = method.fit(drawn(17, 200_000, 2));
    for (double d : new double[] {-5, -2, 0.5, 4}) {
      assertThat(Logistic.sigmoid(fitted.apply(d)))
          .isCloseTo(Logistic.sigmoid(d / 2), within(0.02));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noOtherParametersOfTheFamilyHaveALowerLogLoss(long seed) {
    BinaryPredictions rows = drawn(seed, 60, 3);
    Beta beta = (Beta) CalibrationMethod.BETA.fit(rows);
    Temperature temperature = (Temperature) CalibrationMethod.TEMPERATURE.fit(rows);
    double betaLoss = CalibrationRows.logLoss(rows, beta);
    double temperatureLoss = CalibrationRows.logLoss(rows, temperature);
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      Beta other =
          new Beta(
              Math.abs(beta.a() + random.nextGaussian() / 10),
              Math.abs(beta.b() + random.nextGaussian() / 10),
              beta.c() + random.nextGaussian() / 10);
      assertThat(CalibrationRows.logLoss(rows, other)).isGreaterThan(betaLoss);
      Temperature warmer =
          new Temperature(temperature.temperature() * Math.exp(random.nextGaussian()));
      assertThat(CalibrationRows.logLoss(rows, warmer)).isGreaterThan(temperatureLoss);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void betaIsTheBestAmongSlopesThatKeepTheOrderWhateverTheLabels(long seed) {
    Random random = new Random(seed);
    BinaryPredictions rows =
        BinaryPredictions.of(
            random.doubles(50, -4, 4).toArray(), random.ints(50, 0, 2).toArray()); // pure noise
    double best = CalibrationRows.logLoss(rows, CalibrationMethod.BETA.fit(rows));
    for (double a = 0; a < 1; a += 0.05) {
      for (double b = 0; b < 1; b += 0.05) {
        for (double c = -1; c < 1; c += 0.05) {
          assertThat(CalibrationRows.logLoss(rows, new Beta(a, b, c)))
              .isGreaterThanOrEqualTo(best - 1e-9);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isotonicGivesEachBlockItsShareOfPositives(long seed) {
    BinaryPredictions rows = drawn(seed, 400, 1);
    Calibration fitted = CalibrationMethod.ISOTONIC.fit(rows);
    double[] mapped =
        Arrays.stream(rows.logits()).map(fitted::apply).map(Logistic::sigmoid).toArray();
    double total = rows.size();
    for (double level : Arrays.stream(mapped).distinct().toArray()) {
      double positive = 0;
      double weight = 0;
      for (int i = 0; i < mapped.length; i++) {
        if (mapped[i] == level) {
          positive += rows.labels()[i] * rows.weights()[i];
          weight += rows.weights()[i];
        }
      }
      double share = positive / weight;
      double kept = Math.max(1 / (total + 2), Math.min(1 - 1 / (total + 2), share));
      assertThat(level).isCloseTo(kept, within(1e-12));
    }
  }

  @Test
  void isotonicIsNeverCertain() {
    BinaryPredictions separable =
        BinaryPredictions.of(new double[] {-2, -1, 1, 2}, new int[] {0, 0, 1, 1});
    Calibration fitted = CalibrationMethod.ISOTONIC.fit(separable);
    assertThat(Logistic.sigmoid(fitted.apply(-9))).isCloseTo(1.0 / 6, within(1e-15));
    assertThat(Logistic.sigmoid(fitted.apply(9))).isCloseTo(5.0 / 6, within(1e-15));
  }

  /** The others know how many rows there are, however they are weighted. */
  @ParameterizedTest
  @EnumSource(names = {"NONE", "TEMPERATURE", "BETA"})
  void weightTwoIsTheSameAsTheRowTwice(CalibrationMethod method) {
    BinaryPredictions once = drawn(3, 90, 2);
    double[] weights = new double[90];
    Arrays.setAll(weights, i -> i < 40 ? 2 : i < 80 ? 1 : 0);
    int[] repeats = IntStream.concat(IntStream.range(0, 80), IntStream.range(0, 40)).toArray();
    Calibration weighted = method.fit(new BinaryPredictions(once.logits(), once.labels(), weights));
    Calibration repeated =
        method.fit(
            BinaryPredictions.of(
                Arrays.stream(repeats).mapToDouble(i -> once.logits()[i]).toArray(),
                Arrays.stream(repeats).map(i -> once.labels()[i]).toArray()));
    assertSame(weighted, repeated, d -> d);
  }

  @ParameterizedTest
  @EnumSource(names = {"TEMPERATURE", "PLATT", "ISOTONIC"})
  void theScaleOfTheLogOddsPlaysNoPart(CalibrationMethod method) {
    BinaryPredictions rows = drawn(4, 120, 2);
    for (double scale : new double[] {1e-6, 0.37, 1e6}) {
      assertSame(method.fit(withLogits(rows, d -> d * scale)), method.fit(rows), d -> d * scale);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLATT", "ISOTONIC"})
  void anOffsetOfTheLogOddsPlaysNoPart(CalibrationMethod method) {
    BinaryPredictions rows = drawn(4, 120, 2);
    assertSame(method.fit(withLogits(rows, d -> d + 64)), method.fit(rows), d -> d + 64);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void exchangingTheClassesMirrorsTheMap(CalibrationMethod method) {
    BinaryPredictions rows = drawn(8, 150, 2);
    BinaryPredictions mirrored =
        new BinaryPredictions(
            Arrays.stream(rows.logits()).map(d -> -d).toArray(),
            Arrays.stream(rows.labels()).map(y -> 1 - y).toArray(),
            rows.weights());
    Calibration fitted = method.fit(rows);
    Calibration opposite = method.fit(mirrored);
    for (double d : GRID) {
      assertThat(opposite.apply(-d)).isCloseTo(-fitted.apply(d), within(1e-8));
    }
  }

  @ParameterizedTest
  @EnumSource
  void separableRowsGiveAFiniteMapThatStillSeparates(CalibrationMethod method) {
    for (double scale : new double[] {1e-8, 1, 1e8}) {
      BinaryPredictions separable =
          withLogits(
              BinaryPredictions.of(new double[] {-3, -1, 0.1, 4}, new int[] {0, 0, 1, 1}),
              d -> d * scale);
      Calibration fitted = method.fit(separable);
      assertThat(fitted.apply(-scale)).isFinite().isNegative();
      assertThat(fitted.apply(0.1 * scale)).isFinite().isPositive();
    }
  }

  @Test
  void reversedScoresAreFlattenedAndNotReversed() {
    BinaryPredictions reversed =
        BinaryPredictions.of(
            new double[] {-3, -2, -1, 1, 2, 3, 4, 5}, new int[] {1, 1, 1, 0, 0, 0, 0, 0});
    assertThat(((Platt) CalibrationMethod.PLATT.fit(reversed)).a()).isZero();
    Beta beta = (Beta) CalibrationMethod.BETA.fit(reversed);
    assertThat(beta.a() + beta.b()).isZero();
    assertThat(beta.c()).isCloseTo(Math.log(3.0 / 5), within(1e-12));
    assertThat(CalibrationMethod.TEMPERATURE.fit(reversed).apply(5)).isBetween(0.0, 0.05);
    assertThat(CalibrationMethod.ISOTONIC.fit(reversed).apply(5))
        .isCloseTo(Math.log(3.0 / 5), within(1e-12));
  }

  @ParameterizedTest
  @EnumSource
  void equalLogOddsGetOneProbability(CalibrationMethod method) {
    BinaryPredictions flat =
        BinaryPredictions.of(new double[] {2, 2, 2, 2, 2}, new int[] {1, 0, 0, 1, 0});
    assertThat(method.fit(flat).apply(2)).isFinite();
    BinaryPredictions zero = BinaryPredictions.of(new double[5], flat.labels());
    assertThat(method.fit(zero).apply(1)).isFinite();
  }

  @Test
  void equalLogOddsGetTheShareOfPositives() {
    BinaryPredictions flat =
        BinaryPredictions.of(new double[] {2, 2, 2, 2, 2}, new int[] {1, 0, 0, 1, 0});
    for (CalibrationMethod method :
        new CalibrationMethod[] {CalibrationMethod.ISOTONIC, CalibrationMethod.BETA}) {
      assertThat(Logistic.sigmoid(method.fit(flat).apply(2))).isCloseTo(0.4, within(1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void saysWhyNothingCanBeFitted(CalibrationMethod method) {
    assertRefused(method, new double[0], new int[0], new double[0], "0 of 0 rows have weight");
    assertRefused(
        method,
        new double[] {1, 2, 3},
        new int[] {0, 1, 1},
        new double[] {1, 0, 0},
        "1 of 3 rows have weight");
    assertRefused(
        method,
        new double[] {1, 2, 3},
        new int[] {0, 1, 1},
        new double[] {0, 1, 1},
        "all 2 rows are positive");
    assertRefused(
        method, new double[] {1, 2}, new int[2], new double[] {1, 1}, "all 2 rows are negative");
    assertRefused(
        method,
        new double[] {1, Double.NEGATIVE_INFINITY},
        new int[] {0, 1},
        new double[] {1, 1},
        "row 2: log-odds of -Infinity");
  }

  private static void assertRefused(
      CalibrationMethod method, double[] logits, int[] labels, double[] weights, String why) {
    assertThatThrownBy(() -> method.fit(new BinaryPredictions(logits, labels, weights)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(why);
  }

  /** Asserts that one map does to {@code moved} log-odds what the other does to the original. */
  private static void assertSame(Calibration map, Calibration other, DoubleUnaryOperator moved) {
    for (double d : GRID) {
      double expected = other.apply(d);
      assertThat(map.apply(moved.applyAsDouble(d)))
          .as("at %s", d)
          .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
    }
  }

  private static BinaryPredictions withLogits(BinaryPredictions p, DoubleUnaryOperator change) {
    return new BinaryPredictions(
        Arrays.stream(p.logits()).map(change).toArray(), p.labels(), p.weights());
  }
}
