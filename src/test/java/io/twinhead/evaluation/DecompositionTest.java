package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.head.Logistic;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link BrierParts} and {@link LogLossLedger}: the same bins, the same checks. */
class DecompositionTest {
  static Stream<JsonNode> golden() {
    return ThresholdCases.golden();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void brierPartsAgreeWithNumpy(JsonNode golden) {
    BinaryPredictions rows = Golden.predictions(golden);
    JsonNode brier = golden.get("brier");
    same(BrierParts.of(rows, Binning.equalWidth(rows)).orElseThrow(), brier.get("width"));
    same(BrierParts.of(rows, Binning.equalMass(rows)).orElseThrow(), brier.get("mass"));
    same(BrierParts.of(rows, Binning.distinct(rows)).orElseThrow(), brier.get("distinct"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void theLedgerAgreesWithScikitLearnAndScipy(JsonNode golden) {
    BinaryPredictions rows = Golden.predictions(golden);
    JsonNode ledger = golden.get("ledger");
    same(LogLossLedger.of(rows, Binning.equalWidth(rows)).orElseThrow(), ledger.get("width"));
    same(LogLossLedger.of(rows, Binning.equalMass(rows)).orElseThrow(), ledger.get("mass"));
    same(LogLossLedger.of(rows, Binning.distinct(rows)).orElseThrow(), ledger.get("distinct"));
  }

  @Test
  void partsAddUpForAnyBins() {
    for (long seed = 0; seed < 500; seed++) {
      BinaryPredictions rows = ThresholdCases.random(seed);
      for (Binning binning : binnings(rows, seed)) {
        BrierParts brier = BrierParts.of(rows, binning).orElseThrow();
        assertThat(brier.sum()).isCloseTo(brier.brier(), within(1e-12));
        assertThat(brier.brier()).isCloseTo(metric(rows, Metric.BRIER), within(1e-14));
        LogLossLedger ledger = LogLossLedger.of(rows, binning).orElseThrow();
        assertThat(ledger.gap()).isCloseTo(0, within(1e-12 * Math.max(1, ledger.logLoss())));
        assertThat(ledger.logLoss())
            .isCloseTo(metric(rows, Metric.LOG_LOSS), within(1e-13 * (1 + ledger.logLoss())));
      }
    }
  }

  @Test
  void nothingIsLeftWithinBinsOfOneLogit() {
    for (long seed = 0; seed < 200; seed++) {
      BinaryPredictions rows = ThresholdCases.random(seed);
      BrierParts brier = BrierParts.of(rows, Binning.distinct(rows)).orElseThrow();
      assertThat(brier.withinBinVariance()).isCloseTo(0, within(1e-24));
      assertThat(brier.withinBinCovariance()).isCloseTo(0, within(1e-14));
      LogLossLedger ledger = LogLossLedger.of(rows, Binning.distinct(rows)).orElseThrow();
      assertThat(ledger.withinBins()).isCloseTo(0, within(1e-13 * (1 + ledger.logLoss())));
    }
  }

  @Test
  void oneBinKnowsNothing() {
    BinaryPredictions rows = ThresholdCases.random(3);
    Binning one = new Binning(new int[rows.size()], 1);
    assertThat(BrierParts.of(rows, one).orElseThrow().resolution()).isCloseTo(0, within(1e-30));
    LogLossLedger ledger = LogLossLedger.of(rows, one).orElseThrow();
    assertThat(ledger.information()).isCloseTo(0, within(1e-15));
    assertThat(ledger.prevalenceEntropy())
        .isCloseTo(Baseline.of(rows).orElseThrow().entropy(), within(1e-15));
  }

  @Test
  void calibratedRowsHaveNoMiscalibration() {
    double[] logits = {0, 0, Logistic.logit(0.25), Logistic.logit(0.25)};
    int[] labels = {0, 1, 0, 1};
    BinaryPredictions rows = new BinaryPredictions(logits, labels, new double[] {1, 1, 0.75, 0.25});
    Binning distinct = Binning.distinct(rows);
    assertThat(BrierParts.of(rows, distinct).orElseThrow().reliability())
        .isCloseTo(0, within(1e-30));
    assertThat(LogLossLedger.of(rows, distinct).orElseThrow().miscalibration())
        .isCloseTo(0, within(1e-15));
  }

  @Test
  void weightsCountRelativeToEachOtherOnly() {
    sameParts(rows -> ThresholdCases.scaled(rows, 4096));
    sameParts(ThresholdCases::doubled);
    sameParts(rows -> ThresholdCases.withWeightless(rows, 11));
  }

  @Test
  void staysExactWhereProbabilitiesAreZeroInDouble() {
    BinaryPredictions rows =
        BinaryPredictions.of(new double[] {-800, -900, 800, 3}, new int[] {1, 0, 1, 0});
    for (Binning binning : binnings(rows, 1)) {
      LogLossLedger ledger = LogLossLedger.of(rows, binning).orElseThrow();
      assertThat(ledger.logLoss()).isCloseTo((800 + Logistic.softplus(3)) / 4, within(1e-10));
      assertThat(ledger.gap()).isCloseTo(0, within(1e-10));
    }
  }

  @Test
  void anInfiniteLossHasNoLedger() {
    double never = Double.NEGATIVE_INFINITY;
    BinaryPredictions wrong = BinaryPredictions.of(new double[] {never, 1}, new int[] {1, 0});
    BinaryPredictions right = BinaryPredictions.of(new double[] {never, 1}, new int[] {0, 1});
    assertThat(LogLossLedger.of(wrong, Binning.equalWidth(wrong))).isEmpty();
    assertThat(LogLossLedger.of(right, Binning.equalWidth(right)).orElseThrow().gap())
        .isCloseTo(0, within(1e-15));
    assertThat(BrierParts.of(wrong, Binning.equalWidth(wrong)).orElseThrow().brier())
        .isCloseTo((1 + Math.pow(Logistic.sigmoid(1), 2)) / 2, within(1e-15));
  }

  @Test
  void isEmptyWithoutWeight() {
    BinaryPredictions rows = new BinaryPredictions(new double[1], new int[1], new double[1]);
    assertThat(BrierParts.of(rows, Binning.equalMass(rows))).isEmpty();
    assertThat(LogLossLedger.of(rows, Binning.equalMass(rows))).isEmpty();
  }

  @Test
  void refusesBinsOfOtherRows() {
    BinaryPredictions rows = BinaryPredictions.of(new double[4], new int[4]);
    assertThatThrownBy(() -> BrierParts.of(rows, new Binning(new int[3], 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bins of 3 rows for 4");
    assertThatThrownBy(() -> new Binning(new int[] {0, 2}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bin 2 of 2");
  }

  @Test
  void onlyThePartsAreWritten() throws JsonProcessingException {
    assertThat(new ObjectMapper().writeValueAsString(new LogLossLedger(1, 2, 3, 4, 5)))
        .isEqualTo(
            "{\"logLoss\":1.0,\"prevalenceEntropy\":2.0,\"information\":3.0,"
                + "\"miscalibration\":4.0,\"withinBins\":5.0}");
  }

  private static List<Binning> binnings(BinaryPredictions rows, long seed) {
    Random random = new Random(seed);
    int bins = 1 + random.nextInt(9);
    int[] any = random.ints(rows.size(), 0, bins).toArray();
    return List.of(
        Binning.equalWidth(rows),
        Binning.equalMass(rows),
        Binning.distinct(rows),
        new Binning(any, bins));
  }

  private static void sameParts(UnaryOperator<BinaryPredictions> change) {
    for (long seed = 0; seed < 100; seed++) {
      BinaryPredictions rows = ThresholdCases.random(seed);
      BinaryPredictions changed = change.apply(rows);
      JsonNode brier = tree(BrierParts.of(rows, Binning.equalMass(rows)).orElseThrow());
      JsonNode ledger = tree(LogLossLedger.of(rows, Binning.equalMass(rows)).orElseThrow());
      same(BrierParts.of(changed, Binning.equalMass(changed)).orElseThrow(), brier);
      same(LogLossLedger.of(changed, Binning.equalMass(changed)).orElseThrow(), ledger);
    }
  }

  private static double metric(BinaryPredictions rows, Metric metric) {
    Score score = Metrics.of(rows, Threshold.HALF).get(metric);
    return Objects.requireNonNull(Objects.requireNonNull(score).value());
  }

  private static void same(Record actual, JsonNode expected) {
    JsonNode parts = tree(actual);
    assertThat(parts.size()).isEqualTo(expected.size());
    parts
        .properties()
        .forEach(
            part ->
                assertThat(part.getValue().doubleValue())
                    .as(part.getKey())
                    .isCloseTo(expected.get(part.getKey()).doubleValue(), Golden.EXACT));
  }

  private static JsonNode tree(Record parts) {
    return new ObjectMapper().valueToTree(parts);
  }
}
