package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinhead.head.Logistic;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CurveTest {
  static Stream<JsonNode> golden() {
    return Golden.cases("metrics");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void rocAgreesWithScikitLearn(JsonNode golden) {
    Optional<Curve> curve = Curve.roc(Golden.predictions(golden));
    JsonNode expected = golden.get("roc");
    assertThat(curve.isEmpty()).isEqualTo(expected.isNull());
    curve.ifPresent(
        roc -> {
          samePoints(roc, expected);
          double[] logits = roc.logits();
          assertThat(logits[0]).isEqualTo(Double.POSITIVE_INFINITY);
          assertThat(Arrays.copyOfRange(logits, 1, logits.length))
              .isEqualTo(Golden.doubles(expected.get("logits")));
        });
  }

  @ParameterizedTest
  @MethodSource("golden")
  void precisionRecallAgreesWithScikitLearn(JsonNode golden) {
    Optional<Curve> curve = Curve.precisionRecall(Golden.predictions(golden));
    JsonNode expected = golden.get("precision_recall");
    assertThat(curve.isEmpty()).isEqualTo(expected.isNull());
    curve.ifPresent(
        pr -> {
          samePoints(pr, expected);
          double[] logits = pr.logits();
          int last = logits.length - 1;
          assertThat(logits[last]).isEqualTo(Double.POSITIVE_INFINITY);
          assertThat(Arrays.copyOf(logits, last)).isEqualTo(Golden.doubles(expected.get("logits")));
        });
  }

  @Test
  void theAreaUnderRocIsTheMetric() {
    Random random = new Random(3);
    BinaryPredictions p =
        new BinaryPredictions(
            random.doubles(200, -5, 5).map(Math::rint).toArray(),
            random.ints(200, 0, 2).toArray(),
            random.doubles(200, 0, 2).toArray());
    Curve roc = Curve.roc(p).orElseThrow();
    double area = 0;
    for (int i = 1; i < roc.x().length; i++) {
      area += (roc.x()[i] - roc.x()[i - 1]) * (roc.y()[i] + roc.y()[i - 1]) / 2;
    }
    Score auc = Metrics.prepare(p, Threshold.HALF).score(Metric.ROC_AUC, p.weights());
    assertThat(area).isCloseTo(Objects.requireNonNull(auc.value()), within(1e-12));
  }

  @Test
  void aPointIsWhatItsThresholdAccepts() {
    BinaryPredictions p =
        BinaryPredictions.of(new double[] {2, -1, 0.5, 0.5, -3}, new int[] {1, 1, 0, 1, 0});
    Curve roc = Curve.roc(p).orElseThrow();
    for (int i = 1; i < roc.logits().length; i++) {
      double logit = roc.logits()[i];
      ConfusionMatrix at =
          ConfusionMatrix.of(p, new Threshold(Logistic.sigmoid(logit), logit, "point"));
      assertThat(roc.x()[i]).isEqualTo(at.fp() / (at.fp() + at.tn()));
      assertThat(roc.y()[i]).isEqualTo(at.tp() / (at.tp() + at.fn()));
    }
  }

  private static void samePoints(Curve curve, JsonNode expected) {
    assertThat(curve.x()).containsExactly(Golden.doubles(expected.get("x")), Golden.EXACT);
    assertThat(curve.y()).containsExactly(Golden.doubles(expected.get("y")), Golden.EXACT);
  }
}
