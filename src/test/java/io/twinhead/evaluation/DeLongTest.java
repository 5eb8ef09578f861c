package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden cases "ovarian" are the worked example of the 1988 paper, with the records as printed
 * in the SAS/STAT user's guide; expected values come from comparing all pairs.
 */
class DeLongTest {
  private static final int[] LABELS = {0, 0, 0, 1, 1, 1};
  private static final BinaryPredictions SOME =
      BinaryPredictions.of(new double[] {1, 2, 3, 2, 4, 5}, LABELS);

  static Stream<JsonNode> golden() {
    return Golden.cases("delong");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void agreesWithComparingAllPairs(JsonNode golden) {
    BinaryPredictions first = model(golden, "first");
    BinaryPredictions second = model(golden, "second");
    GoldenPairs.assertSame(DeLong.of(first, second).orElseThrow(), golden);
    double[] areas = Golden.doubles(golden.get("areas"));
    assertThat(Metrics.of(first, Threshold.HALF)).hasEntrySatisfying(Metric.ROC_AUC, is(areas[0]));
    assertThat(Metrics.of(second, Threshold.HALF)).hasEntrySatisfying(Metric.ROC_AUC, is(areas[1]));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void swappingTheModelsTurnsTheSign(JsonNode golden) {
    BinaryPredictions first = model(golden, "first");
    BinaryPredictions second = model(golden, "second");
    PairedResult forward = DeLong.of(first, second).orElseThrow();
    PairedResult backward = DeLong.of(second, first).orElseThrow();
    assertThat(backward.difference()).isCloseTo(-forward.difference(), within(1e-15));
    assertThat(backward.ci95().low()).isCloseTo(-forward.ci95().high(), within(1e-14));
    assertThat(backward.pValue()).isCloseTo(forward.pValue(), within(1e-13));
  }

  /** The worked example of the 1988 paper as R's pROC 1.18.0 computes it; see statistics.R. */
  @Test
  void agreesWithPRoc() {
    samePRoc(
        "ovarian: K-G, albumin",
        0.7365591397849462,
        -0.1761173687346953,
        0.1976227450787813,
        0.9102063472010351);
    samePRoc(
        "ovarian: K-G, total protein",
        0.6478494623655914,
        -0.28298801557239933,
        0.12707403707777581,
        0.4561397075074736);
  }

  @Test
  void aMonotoneTransformIsNoDifference() {
    BinaryPredictions cubed = BinaryPredictions.of(new double[] {1, 8, 27, 8, 64, 125}, LABELS);
    assertThat(DeLong.of(SOME, cubed))
        .contains(new PairedResult(0, new Interval(0, 0), new Interval(0, 0), 1));
  }

  @Test
  void perfectAgainstInvertedHasNoEstimateOfError() {
    BinaryPredictions perfect = BinaryPredictions.of(new double[] {1, 2, 3, 4, 5, 6}, LABELS);
    BinaryPredictions inverted = BinaryPredictions.of(new double[] {6, 5, 4, 3, 2, 1}, LABELS);
    assertThat(DeLong.of(perfect, inverted)).isEmpty();
  }

  @Test
  void needsTwoRowsOfEachClass() {
    BinaryPredictions lonely = BinaryPredictions.of(new double[] {1, 2, 3}, new int[] {0, 0, 1});
    BinaryPredictions oneClass = BinaryPredictions.of(new double[] {1, 2, 3}, new int[3]);
    assertThat(DeLong.of(lonely, lonely)).isEmpty();
    assertThat(DeLong.of(oneClass, oneClass)).isEmpty();
  }

  @Test
  void refusesDifferentRowsAndUnequalWeights() {
    BinaryPredictions others = BinaryPredictions.of(new double[6], new int[6]);
    assertThatThrownBy(() -> DeLong.of(SOME, others))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the two models were not tested on the same labels");
    BinaryPredictions weighted =
        new BinaryPredictions(SOME.logits(), LABELS, new double[] {1, 1, 2, 1, 1, 1});
    assertThatThrownBy(() -> DeLong.of(SOME, weighted))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("row 3 weighs 2.0, row 1 1.0");
  }

  private static void samePRoc(String name, double area, double low, double high, double pValue) {
    JsonNode rows =
        golden().filter(one -> one.get("name").textValue().equals(name)).findFirst().orElseThrow();
    PairedResult result = DeLong.of(model(rows, "first"), model(rows, "second")).orElseThrow();
    assertThat(result.difference()).isCloseTo(area - 0.7258064516129032, within(1e-14));
    assertThat(result.ci95().low()).isCloseTo(low, within(1e-14));
    assertThat(result.ci95().high()).isCloseTo(high, within(1e-14));
    assertThat(result.pValue()).isCloseTo(pValue, within(1e-13));
  }

  private static Consumer<Score> is(double area) {
    return score -> assertThat(score.value()).isCloseTo(area, Golden.EXACT);
  }

  private static BinaryPredictions model(JsonNode golden, String which) {
    return BinaryPredictions.of(
        Golden.doubles(golden.get(which)), Golden.ints(golden.get("labels")));
  }
}
