package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.run.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationGateTest {
  private static final BinaryPredictions OVERCONFIDENT = CalibrationFitTest.drawn(1, 500, 3);

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void keepsAMapThatHelpsAndFitsItToAllRows(CalibrationMethod method) {
    Calibrated found = CalibrationGate.choose(OVERCONFIDENT, null, method, 7);
    assertThat(found.method()).isEqualTo(method);
    assertThat(found.kept()).isTrue();
    assertThat(found.calibration()).isEqualTo(method.fit(OVERCONFIDENT));
    assertThat(found.after().logLoss()).isLessThan(found.before().logLoss());
    assertThat(found.after().ece()).isLessThan(found.before().ece());
    assertThat(found.why())
        .startsWith("On rows that were not fitted, " + method.key() + " lowers the log loss: ");
  }

  @Test
  void refusesMapsThatFitOnlyTheirOwnRows() {
    int refused = 0;
    for (int seed = 0; seed < 20; seed++) {
      BinaryPredictions calibrated = CalibrationFitTest.drawn(seed, 60, 1);
      Calibrated found = CalibrationGate.choose(calibrated, null, CalibrationMethod.ISOTONIC, seed);
      double own =
          CalibrationRows.logLoss(calibrated, CalibrationMethod.ISOTONIC.fit(calibrated))
              / Arrays.stream(calibrated.weights()).sum();
      assertThat(own).isLessThan(found.before().logLoss());
      assertThat(found.kept()).isEqualTo(found.after().logLoss() < found.before().logLoss());
      if (!found.kept()) {
        refused++;
        assertThat(found.calibration()).isEqualTo(Calibration.NONE);
        assertThat(found.why()).contains("isotonic does not lower the log loss");
      }
    }
    assertThat(refused).isGreaterThan(10);
  }

  @Test
  void beforeIsWhatTheRowsScoreAsTheyAre() {
    Map<Metric, Score> scores = Metrics.of(OVERCONFIDENT, Threshold.HALF);
    Calibrated.Scores before =
        CalibrationGate.choose(OVERCONFIDENT, null, CalibrationMethod.PLATT, 1).before();
    assertThat(before.logLoss()).isCloseTo(value(scores, Metric.LOG_LOSS), within(1e-14));
    assertThat(before.brier()).isCloseTo(value(scores, Metric.BRIER), within(1e-14));
    assertThat(before.ece()).isCloseTo(value(scores, Metric.ECE), within(1e-14));
  }

  @Test
  void afterScoresEachRowByAMapThatDidNotSeeIt() {
    // Two rows of each class in two folds: each map is fitted to one row of each class.
    BinaryPredictions four =
        BinaryPredictions.of(new double[] {-1, -1, 1, 1}, new int[] {0, 0, 1, 1});
    Calibrated found =
        CalibrationGate.choose(four, null, List.of(CalibrationMethod.ISOTONIC), 2, 1);
    // Laplace's rule for two rows keeps probabilities within 1/4 and 3/4.
    assertThat(found.after().logLoss()).isCloseTo(-Math.log(0.75), within(1e-15));
    assertThat(found.after().brier()).isCloseTo(1.0 / 16, within(1e-15));
    assertThat(found.after().ece()).isCloseTo(0.25, within(1e-15));
  }

  @Test
  void takesTheBestOfSeveral() {
    List<CalibrationMethod> all =
        List.of(CalibrationMethod.TEMPERATURE, CalibrationMethod.PLATT, CalibrationMethod.BETA);
    BinaryPredictions shifted = new PriorShift(2).apply(OVERCONFIDENT);
    Calibrated best = CalibrationGate.choose(shifted, null, all, 5, 3);
    for (CalibrationMethod method : all) {
      assertThat(best.after().logLoss())
          .isLessThanOrEqualTo(
              CalibrationGate.choose(shifted, null, method, 3).after().logLoss() + 1e-12);
    }
    assertThat(best).isEqualTo(CalibrationGate.choose(shifted, null, best.method(), 3));
    assertThat(best.method()).isNotEqualTo(CalibrationMethod.TEMPERATURE);
  }

  @Test
  void doesNothingWhenAskedTo() {
    Calibrated found = CalibrationGate.untried(OVERCONFIDENT);
    assertThat(found.kept()).isFalse();
    assertThat(found.after()).isEqualTo(found.before());
    assertThat(found.why()).isEqualTo("No calibration was tried.");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e6})
  void weightsCountRelativeToEachOtherOnly(double unit) {
    for (int seed = 0; seed < 10; seed++) {
      BinaryPredictions rows = CalibrationFitTest.drawn(seed, 80, 1.3);
      BinaryPredictions scaled =
          new BinaryPredictions(
              rows.logits(),
              rows.labels(),
              Arrays.stream(rows.weights()).map(weight -> weight * unit).toArray());
      for (CalibrationMethod method : CalibrationMethod.values()) {
        Calibrated expected = CalibrationGate.choose(rows, null, method, seed);
        Calibrated found = CalibrationGate.choose(scaled, null, method, seed);
        assertThat(found.kept()).isEqualTo(expected.kept());
        assertThat(found.after().logLoss()).isCloseTo(expected.after().logLoss(), within(1e-9));
        for (double d : new double[] {-4, -0.5, 0, 1, 5}) {
          assertThat(method.fit(scaled).apply(d))
              .isCloseTo(method.fit(rows).apply(d), within(1e-8));
        }
      }
    }
  }

  @Test
  void aMapMustHelpGroupsThatItHasNotSeen() {
    int[] patients = new int[3000];
    Arrays.setAll(patients, i -> i / 20);
    BinaryPredictions rows = repeated(150);
    Calibrated alone = CalibrationGate.choose(rows, null, CalibrationMethod.ISOTONIC, 1);
    assertThat(alone.kept()).as("each row's copies give it away").isTrue();
    Calibrated grouped = CalibrationGate.choose(rows, patients, CalibrationMethod.ISOTONIC, 1);
    assertThat(grouped.kept()).isFalse();
    assertThat(grouped.after().logLoss()).isGreaterThan(alone.after().logLoss() + 0.1);
  }

  @Test
  void whatGroupsAreCalledPlaysNoPart() {
    int[] alone = new int[OVERCONFIDENT.size()];
    Arrays.setAll(alone, i -> 1_000_000 - 3 * i);
    assertThat(CalibrationGate.choose(OVERCONFIDENT, alone, 4))
        .isEqualTo(CalibrationGate.choose(OVERCONFIDENT, null, 4));
  }

  @Test
  void everyMapSeesBothClassesWhateverTheGroups() {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      BinaryPredictions rows = CalibrationFitTest.drawn(round, 30, 4);
      int number = 3 + random.nextInt(12);
      int[] groups = random.ints(30, 0, number).map(g -> g * g / number).toArray();
      Clusters clusters = Clusters.ofWeighted(rows, groups);
      if (clusters.with(0, rows) > 1 && clusters.with(1, rows) > 1) {
        assertThat(
                CalibrationGate.choose(rows, groups, CalibrationMethod.BETA, round)
                    .after()
                    .logLoss())
            .isFinite();
      }
    }
  }

  @Test
  void refusesGroupsThatHoldAllRowsOfAClass() {
    int[] labels = {0, 0, 0, 1, 1, 1};
    BinaryPredictions rows = BinaryPredictions.of(new double[] {1, 2, 3, 4, 5, 6}, labels);
    assertThatThrownBy(() -> CalibrationGate.choose(rows, new int[] {1, 2, 3, 4, 4, 4}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one group of rows that stay together, is positive");
    assertThatThrownBy(() -> CalibrationGate.choose(rows, new int[] {1, 2}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 groups for 6 rows");
  }

  /** Each of so many cases 20 times; log-odds that say nothing about labels. */
  private static BinaryPredictions repeated(int cases) {
    Random random = new Random(8);
    double[] logits = new double[20 * cases];
    int[] labels = new int[20 * cases];
    for (int c = 0; c < cases; c++) {
      Arrays.fill(logits, 20 * c, 20 * c + 20, random.nextGaussian() / 10);
      Arrays.fill(labels, 20 * c, 20 * c + 20, random.nextInt(2));
    }
    return BinaryPredictions.of(logits, labels);
  }

  @Test
  void triesIsotonicOnlyOnManyRows() {
    assertThat(CalibrationMethod.candidates(CalibrationFitTest.drawn(1, 999, 1)))
        .containsExactly(
            CalibrationMethod.TEMPERATURE, CalibrationMethod.PLATT, CalibrationMethod.BETA);
    assertThat(CalibrationMethod.candidates(CalibrationFitTest.drawn(1, 1000, 1)))
        .contains(CalibrationMethod.ISOTONIC);
  }

  @Test
  void theSameSeedGivesTheSameResult() {
    assertThat(CalibrationGate.choose(OVERCONFIDENT, null, 5))
        .isEqualTo(CalibrationGate.choose(OVERCONFIDENT, null, 5));
    assertThat(CalibrationGate.choose(OVERCONFIDENT, null, 6).after())
        .isNotEqualTo(CalibrationGate.choose(OVERCONFIDENT, null, 5).after());
  }

  @Test
  void rowsWithoutWeightPlayNoPart() {
    Random random = new Random(2);
    int n = OVERCONFIDENT.size();
    double[] logits = Arrays.copyOf(OVERCONFIDENT.logits(), n + 50);
    Arrays.fill(logits, n, n + 50, 30 * random.nextGaussian());
    BinaryPredictions more =
        new BinaryPredictions(
            logits,
            Arrays.copyOf(OVERCONFIDENT.labels(), n + 50),
            Arrays.copyOf(OVERCONFIDENT.weights(), n + 50));
    assertThat(CalibrationGate.choose(more, null, 5))
        .isEqualTo(CalibrationGate.choose(OVERCONFIDENT, null, 5));
  }

  @Test
  void worksWithTwoRowsOfAClass() {
    double[] logits = new double[40];
    Arrays.setAll(logits, i -> i - 30);
    int[] labels = new int[40];
    labels[20] = 1;
    labels[39] = 1;
    for (CalibrationMethod method : CalibrationMethod.values()) {
      assertThat(
              CalibrationGate.choose(BinaryPredictions.of(logits, labels), null, method, 1)
                  .after()
                  .logLoss())
          .isFinite();
    }
  }

  @Test
  void saysWhyItCannotCrossFit() {
    assertThatThrownBy(
            () ->
                CalibrationGate.choose(
                    BinaryPredictions.of(new double[] {1, 2, 3}, new int[] {0, 0, 1}), null, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "only one row, or one group of rows that stay together, is positive: cross-fitting"
                + " needs 2 or more of each class");
    assertThatThrownBy(
            () ->
                CalibrationGate.choose(OVERCONFIDENT, null, List.of(CalibrationMethod.BETA), 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("1 methods and 1 folds");
  }

  @Test
  void findsMethodsByTheirNames() {
    for (CalibrationMethod method : CalibrationMethod.values()) {
      assertThat(CalibrationMethod.ofKey(method.key())).isEqualTo(method);
    }
    assertThatThrownBy(() -> CalibrationMethod.ofKey("Platt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown calibration method 'Platt';"
                + " known: none, temperature, platt, isotonic, beta");
  }

  @Test
  void writesAsTheContractNamesIt() throws JsonProcessingException {
    Calibrated found =
        CalibrationGate.choose(OVERCONFIDENT, null, CalibrationMethod.TEMPERATURE, 1);
    ObjectMapper mapper = new ObjectMapper();
    JsonNode json = mapper.readTree(Json.line(found));
    assertThat(json.get("method").textValue()).isEqualTo("temperature");
    assertThat(json.get("kept").booleanValue()).isTrue();
    for (String part : List.of("before", "after")) {
      assertThat(json.get(part).fieldNames())
          .toIterable()
          .containsExactly("log_loss", "brier", "ece");
    }
    assertThat(mapper.readValue(Json.line(found), Calibrated.class)).isEqualTo(found);
  }

  private static double value(Map<Metric, Score> scores, Metric metric) {
    return Objects.requireNonNull(Objects.requireNonNull(scores.get(metric)).value());
  }
}
