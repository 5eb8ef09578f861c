package io.twinhead.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.comparison.Mistakes.Mistake;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.ClassPredictions;
import io.twinhead.evaluation.LabelPredictions;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Threshold;
import io.twinhead.training.Epoch;
import io.twinhead.training.Judgement;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MistakesTest {
  @Test
  void ordersByConfidence() {
    BinaryPredictions predictions =
        BinaryPredictions.of(new double[] {1, -3, 2, -0.1, 5}, new int[] {0, 1, 0, 1, 1});
    assertThat(Mistakes.of(new int[] {10, 11, 12, 13, 14}, predictions))
        .extracting(Mistake::row)
        .containsExactly(11, 12, 10, 13);
  }

  @Test
  void givesTheConfidenceInTheClassThatWasPredicted() {
    Mistake mistake =
        Mistakes.of(new int[] {7}, BinaryPredictions.of(new double[] {-Math.log(9)}, new int[] {1}))
            .get(0);
    assertThat(mistake.actual()).isEqualTo(1);
    assertThat(mistake.predicted()).isEqualTo(0);
    assertThat(mistake.confidence()).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void averagesTheLogOddsOfARowOverSeeds() {
    List<Outcome> outcomes =
        List.of(
            outcome(1, Arm.SIGMOID, new int[] {4, 9}, new double[] {3, 1}),
            outcome(2, Arm.SIGMOID, new int[] {9, 4}, new double[] {-4, 1}),
            outcome(1, Arm.SOFTMAX, new int[] {4, 9}, new double[] {-1, 6}),
            outcome(2, Arm.REPLICATE, new int[] {4, 9}, new double[] {50, 50}));
    assertThat(Mistakes.of(outcomes, Arm.SIGMOID)).containsExactly(new Mistake(4, 0, 1, 2));
    assertThat(Mistakes.of(outcomes, Arm.SOFTMAX)).containsExactly(new Mistake(9, 0, 1, 6));
  }

  @Test
  void takesATieForPositiveAsTheThresholdDoes() {
    assertThat(Mistakes.of(new int[] {0, 1}, BinaryPredictions.of(new double[2], new int[] {0, 1})))
        .extracting(Mistake::row)
        .containsExactly(0);
  }

  @Test
  void returnsAtMostEightAndTheLowerRowFirstInATie() {
    int[] rows = IntStream.range(0, 20).map(i -> 19 - i).toArray();
    double[] logits = IntStream.range(0, 20).mapToDouble(i -> 2).toArray();
    assertThat(Mistakes.of(rows, BinaryPredictions.of(logits, new int[20])))
        .extracting(Mistake::row)
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void leavesOutRowsWithoutWeightAndRowsOnWhichCertaintiesCancelOut() {
    double inf = Double.POSITIVE_INFINITY;
    BinaryPredictions predictions =
        new BinaryPredictions(new double[] {5, inf, -inf}, new int[3], new double[] {0, 1, 1});
    assertThat(Mistakes.of(new int[] {1, 2, 2}, predictions)).isEmpty();
  }

  @Test
  void namesTheClassThatWasPredictedOfSeveral() {
    double[] logs = DoubleStream.of(0.2, 0.7, 0.1, 0.5, 0.3, 0.2).map(Math::log).toArray();
    Mistake mistake =
        Mistakes.of(new int[] {5, 6}, ClassPredictions.of(logs, 3, new int[] {2, 0})).get(0);
    assertThat(mistake.row()).isEqualTo(5);
    assertThat(mistake.actual()).isEqualTo(2);
    assertThat(mistake.predicted()).isEqualTo(1);
    assertThat(mistake.confidence()).isCloseTo(0.7, within(1e-12));
  }

  @Test
  void findsNoneAmongLabelsThatOverlap() {
    LabelPredictions wrong = LabelPredictions.of(new double[] {3, -3}, 2, new byte[] {0, 1});
    assertThat(Mistakes.of(new int[] {0}, wrong)).isEmpty();
  }

  @Test
  void rejectsOtherRowsThanPredictions() {
    BinaryPredictions predictions = BinaryPredictions.of(new double[2], new int[2]);
    assertThatThrownBy(() -> Mistakes.of(new int[3], predictions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 rows for 2 predictions");
  }

  /** All rows are negative. */
  private static Outcome outcome(long seed, Arm arm, int[] rows, double[] logits) {
    BinaryPredictions predictions = BinaryPredictions.of(logits, new int[logits.length]);
    return new Outcome(
        seed,
        1,
        arm,
        16,
        rows,
        predictions,
        Metrics.of(predictions, Threshold.HALF),
        List.of(new Epoch(1, 0.6, 0.5, Map.of(), 1000, 0.1, 0)),
        1,
        new Judgement(Judgement.Kind.LEARNS, "learns"),
        1,
        33,
        33,
        "compiled",
        null);
  }
}
