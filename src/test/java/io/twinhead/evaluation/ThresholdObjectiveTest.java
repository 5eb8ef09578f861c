package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinhead.head.Logistic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdObjectiveTest {
  private static final List<String> OBJECTIVES =
      List.of(
          "f1",
          "mcc",
          "youden",
          "balanced_accuracy",
          "prevalence",
          "cost:1,1",
          "cost:0,3",
          "cost:2.5,0.5",
          "precision>=0.75",
          "recall>=0.75");

  static Stream<JsonNode> golden() {
    return ThresholdCases.golden();
  }

  static Stream<ThresholdObjective> objectives() {
    return OBJECTIVES.stream().map(ThresholdObjective::parse);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void reachesTheBestThatScikitLearnFindsAmongAllDecisions(JsonNode golden) {
    BinaryPredictions predictions = Golden.predictions(golden);
    for (Map.Entry<String, JsonNode> best : golden.get("best").properties()) {
      Optional<Double> reached = reached(ThresholdObjective.parse(best.getKey()), predictions);
      if (best.getValue().isNull()) {
        assertThat(reached).as(best.getKey()).isEmpty();
      } else {
        assertThat(reached.orElseThrow())
            .as(best.getKey())
            .isCloseTo(best.getValue().doubleValue(), Golden.EXACT);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void noOtherThresholdDoesBetter(ThresholdObjective objective) {
    for (long seed = 0; seed < 300; seed++) {
      BinaryPredictions rows = ThresholdCases.random(seed);
      Optional<Double> best =
          everyThreshold(rows)
              .map(t -> objective.value(ConfusionMatrix.of(rows, t)))
              .filter(Score::defined)
              .map(score -> Objects.requireNonNull(score.value()))
              .reduce((a, b) -> objective.higherIsBetter() == a > b ? a : b);
      Optional<Double> reached = reached(objective, rows);
      assertThat(reached.isPresent()).as("seed %d", seed).isEqualTo(best.isPresent());
      best.ifPresent(value -> assertThat(reached.orElseThrow()).isCloseTo(value, within(1e-11)));
    }
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void weightsCountRelativeToEachOtherOnly(ThresholdObjective objective) {
    sameChoice(objective, rows -> ThresholdCases.scaled(rows, 4096));
    sameChoice(objective, rows -> ThresholdCases.scaled(rows, 1 / 3.0));
    sameChoice(objective, ThresholdCases::doubled);
    sameChoice(objective, rows -> ThresholdCases.withWeightless(rows, 7));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void aMonotoneTransformOfTheLogitsLeavesTheValue(ThresholdObjective objective) {
    for (long seed = 0; seed < 100; seed++) {
      BinaryPredictions rows = ThresholdCases.random(seed);
      double[] flat = Arrays.stream(rows.logits()).map(s -> 5 + s / 100).toArray();
      double[] steep = Arrays.stream(flat).map(s -> Math.atan(s / 100) * 3).toArray();
      Optional<Double> before =
          reached(objective, new BinaryPredictions(flat, rows.labels(), rows.weights()));
      Optional<Double> after =
          reached(objective, new BinaryPredictions(steep, rows.labels(), rows.weights()));
      assertThat(after.isPresent()).isEqualTo(before.isPresent());
      before.ifPresent(value -> assertThat(after.orElseThrow()).isCloseTo(value, within(1e-12)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "f1,                0.2689, -1",
    "youden,            0.2689, -1",
    "precision>=1,      0.8176, 1.5",
    "recall>=1,         0.2689, -1",
    "'cost:1,100',      0.2689, -1",
    "'cost:1,0',        1,      1.7976931348623157e308",
    "'cost:0,1',        0,      -1.7976931348623157e308"
  })
  void liesHalfwayToTheNextRowRefused(String objective, double value, double logit) {
    BinaryPredictions rows =
        BinaryPredictions.of(new double[] {-3, -2, 0, 1, 2}, new int[] {0, 0, 1, 0, 1});
    Threshold threshold = ThresholdObjective.parse(objective).choose(rows);
    assertThat(threshold.objective()).isEqualTo(objective);
    assertThat(threshold.value()).isCloseTo(value, within(1e-4));
    assertThat(threshold.logit()).isEqualTo(logit);
  }

  @Test
  void ofEquallyGoodDecisionsTheOneNearestToOneHalfIsTaken() {
    // Youden's index is 1/2 with the threshold above 0 or, accepting one of each more, above -4.
    BinaryPredictions rows =
        BinaryPredictions.of(new double[] {-8, -6, -5, -3, 1, 2}, new int[] {0, 1, 0, 1, 1, 1});
    BinaryPredictions tied =
        BinaryPredictions.of(new double[] {-6, -4, -1, 1}, new int[] {0, 1, 0, 1});
    assertThat(ThresholdObjective.parse("youden").choose(tied).logit()).isEqualTo(0);
    assertThat(ThresholdObjective.parse("youden").choose(rows).logit()).isEqualTo(-4);
  }

  @Test
  void tiesInCostGoToTheTheoreticalOptimum() {
    BinaryPredictions tied =
        BinaryPredictions.of(new double[] {-6, -4, -1, 1}, new int[] {0, 1, 0, 1});
    assertThat(ThresholdObjective.parse("cost:1,1").choose(tied).logit()).isZero();
    ThresholdObjective dear = ThresholdObjective.parse("cost:1,1.0000000000001");
    assertThat(dear.theory())
        .contains("for calibrated probabilities the best threshold is FP / (FP + FN) = 0.5000");
    assertThat(ThresholdObjective.parse("cost:1,4").theory().orElseThrow()).endsWith(" = 0.2000");
    assertThat(ThresholdObjective.parse("f1").theory()).isEmpty();
  }

  /** Elkan (2001): with calibrated probabilities the best threshold is FP / (FP + FN). */
  @ParameterizedTest
  @CsvSource({"1,1", "1,4", "9,1"})
  void findsTheTheoreticalOptimumOnCalibratedRows(double falsePositive, double falseNegative) {
    // Every probability from 0.0005 to 0.9995, its rows positive in just that share.
    double[] logits = new double[2000];
    int[] labels = new int[2000];
    double[] weights = new double[2000];
    for (int i = 0; i < 2000; i++) {
      int pair = i / 2;
      double p = (pair + 0.5) / 1000;
      logits[i] = Logistic.logit(p);
      labels[i] = i % 2;
      weights[i] = i % 2 == 1 ? p : 1 - p;
    }
    Threshold threshold =
        ThresholdObjective.parse("cost:" + falsePositive + "," + falseNegative)
            .choose(new BinaryPredictions(logits, labels, weights));
    assertThat(threshold.value())
        .isCloseTo(falsePositive / (falsePositive + falseNegative), within(0.0011));
  }

  @Test
  void saturatedProbabilitiesAreOneGroup() {
    // All three are 1.0 in double: no rule p >= t tells 40 from 60.
    BinaryPredictions rows =
        BinaryPredictions.of(new double[] {-1, 40, 50, 60}, new int[] {0, 0, 1, 1});
    ChosenThreshold chosen = ThresholdObjective.parse("f1").chooseWithInterval(rows, null, 1);
    assertThat(chosen.objectiveValue()).isCloseTo(0.8, within(1e-15));
    ConfusionMatrix decided = ConfusionMatrix.of(rows, chosen.threshold());
    assertThat(decided).isEqualTo(new ConfusionMatrix(2, 1, 0, 1));
    Threshold costly = ThresholdObjective.parse("cost:1000,1").choose(rows);
    assertThat(ConfusionMatrix.of(rows, costly)).as("cannot refuse p = 1").isEqualTo(decided);
  }

  @ParameterizedTest
  @CsvSource({"36.7, 36.8", "0, 2.3e-16", "-2.3e-16, 0", "-745.1, -744", "30, 30.03125"})
  void neighbouringProbabilitiesAreToldApart(double low, double high) {
    assertThat(Logistic.sigmoid(high) - Logistic.sigmoid(low)).isBetween(Double.MIN_VALUE, 1e-14);
    BinaryPredictions rows = BinaryPredictions.of(new double[] {low, high}, new int[] {0, 1});
    Threshold threshold = ThresholdObjective.parse("f1").choose(rows);
    assertThat(ConfusionMatrix.of(rows, threshold)).isEqualTo(new ConfusionMatrix(1, 0, 0, 1));
  }

  @Test
  void infiniteLogitsHaveThresholdsToo() {
    BinaryPredictions rows =
        BinaryPredictions.of(
            new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}, new int[] {0, 1});
    Threshold threshold = ThresholdObjective.parse("mcc").choose(rows);
    assertThat(ConfusionMatrix.of(rows, threshold)).isEqualTo(new ConfusionMatrix(1, 0, 0, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"f1", "mcc", "youden", "balanced_accuracy", "precision>=0.1", "recall>=0.1"})
  void saysThatAClassIsMissing(String objective) {
    BinaryPredictions negatives = BinaryPredictions.of(new double[] {1, 2}, new int[2]);
    assertThatThrownBy(() -> ThresholdObjective.parse(objective).choose(negatives))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isIn(objective + ": no row is positive", objective + ": only one class is present");
  }

  @Test
  void saysHowNearTheRowsComeToAPrecisionOutOfReach() {
    BinaryPredictions rows =
        BinaryPredictions.of(new double[] {-1, 1, 1, 1}, new int[] {1, 1, 1, 0});
    assertThatThrownBy(() -> ThresholdObjective.parse("precision>=0.9").choose(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "precision>=0.9 is out of reach on these rows: the highest precision is 0.7500,"
                + " at threshold 0.000");
  }

  @Test
  void saysThatThereIsNothingToChooseFrom() {
    BinaryPredictions none = BinaryPredictions.of(new double[0], new int[0]);
    BinaryPredictions weightless =
        new BinaryPredictions(new double[1], new int[] {1}, new double[1]);
    BinaryPredictions constant = BinaryPredictions.of(new double[4], new int[] {0, 1, 0, 1});
    assertThatThrownBy(() -> ThresholdObjective.parse("f1").choose(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("f1: there are no rows");
    assertThatThrownBy(() -> ThresholdObjective.parse("cost:1,1").choose(weightless))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cost:1,1: the rows have no weight");
    assertThatThrownBy(() -> ThresholdObjective.parse("mcc").choose(constant))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mcc: all rows are predicted alike");
  }

  @Test
  void describesItselfAsItWasTyped() {
    for (String typed : List.of("f1", "mcc", "cost:5,1", "cost: 1 , 2.50", "precision >= 0.90")) {
      assertThat(ThresholdObjective.parse(typed).describe()).isEqualTo(typed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"f2", "", "F1", "accuracy>=0.9", "precision", "precision>0.9"})
  void namesWhatItKnows(String unknown) {
    assertThatThrownBy(() -> ThresholdObjective.parse(unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown threshold objective '"
                + unknown
                + "'; known: f1, mcc, youden, balanced_accuracy, prevalence, cost:FP,FN,"
                + " precision>=X, recall>=X");
  }

  @ParameterizedTest
  @CsvSource({
    "'cost:1',      'cost:1: write cost:FP,FN, the costs of a false positive and of a false negative'",
    "'cost:1,x',    'cost:1,x: ''x'' is not a number'",
    "'cost:1,',     'cost:1,: '''' is not a number'",
    "'cost:0,0',    'cost:0,0: costs are finite numbers from 0 up, and not both 0'",
    "'cost:-1,2',   'cost:-1,2: costs are finite numbers from 0 up, and not both 0'",
    "'cost:NaN,2',  'cost:NaN,2: costs are finite numbers from 0 up, and not both 0'",
    "'cost:1,1e999','cost:1,1e999: costs are finite numbers from 0 up, and not both 0'",
    "recall>=1.01,  'recall>=1.01: the share must lie in 0 to 1'",
    "precision>=90%,'precision>=90%: ''90%'' is not a number'"
  })
  void saysWhatIsWrongWithANumber(String typed, String message) {
    assertThatThrownBy(() -> ThresholdObjective.parse(typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static void sameChoice(
      ThresholdObjective objective, UnaryOperator<BinaryPredictions> change) {
    LongStream.range(0, 100)
        .mapToObj(ThresholdCases::random)
        .filter(rows -> reached(objective, rows).isPresent())
        .forEach(
            rows ->
                assertThat(objective.choose(change.apply(rows))).isEqualTo(objective.choose(rows)));
  }

  /** The value at the chosen threshold, decided row by row with the rule p >= t. */
  private static Optional<Double> reached(ThresholdObjective objective, BinaryPredictions rows) {
    Threshold threshold;
    try {
      threshold = objective.choose(rows);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.ofNullable(objective.value(ConfusionMatrix.of(rows, threshold)).value());
  }

  private static Stream<Threshold> everyThreshold(BinaryPredictions rows) {
    Stream<Threshold> atRows =
        Arrays.stream(rows.logits())
            .map(s -> Math.max(-1e300, Math.min(1e300, s)))
            .mapToObj(s -> new Threshold(Logistic.sigmoid(s), s, "row"));
    return Stream.concat(atRows, Stream.of(Threshold.lowest("all"), Threshold.highest("none")));
  }
}
