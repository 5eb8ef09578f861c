package io.twinhead.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.comparison.Arm;
import io.twinhead.comparison.Outcomes;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.CalibrationErrors;
import io.twinhead.evaluation.ClassPredictions;
import io.twinhead.evaluation.LabelPredictions;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Threshold;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossSourcesTest {
  private static final String LOSS = "Log loss, part by part";
  private static final String BRIER = "Brier score, part by part";

  @Test
  void partsOfTheLogLossAddUpForBothHeads() throws Exception {
    Tables page = new Tables(SamplePages.comparison());
    assertThat(page.rows(LOSS).get(0)).containsExactly("Part", "sigmoid", "softmax");
    addsUp(
        page,
        LOSS,
        "Log loss",
        "Entropy of the prevalence",
        "Information gained",
        "Miscalibration",
        "Within bins");
  }

  @Test
  void partsOfTheBrierScoreAddUpForBothHeads() throws Exception {
    addsUp(
        new Tables(SamplePages.comparison()),
        BRIER,
        "Brier score",
        "Uncertainty",
        "Resolution",
        "Reliability",
        "Variance within bins",
        "Covariance within bins");
  }

  @Test
  void endsAtTheScoresOfTheMetrics() throws Exception {
    Tables page = new Tables(SamplePages.training());
    String metrics = "On the 150 rows";
    assertThat(page.numbers(LOSS, "Log loss")[0])
        .isEqualTo(Double.parseDouble(cell(page, metrics, "log loss")));
    assertThat(page.numbers(BRIER, "Brier score")[0])
        .isEqualTo(Double.parseDouble(cell(page, metrics, "Brier score")));
    assertThat(page.text()).contains("Cross-entropy = entropy + KL divergence");
  }

  @Test
  void showsTheFourCalibrationErrorsOfBothHeads() throws Exception {
    String caption = "Expected calibration error in the four ways";
    Tables page = new Tables(SamplePages.comparison());
    Outcomes outcomes = new Outcomes(Trainings.outcomes(3, 5));
    List<CalibrationErrors> expected =
        List.of(Arm.SIGMOID, Arm.SOFTMAX).stream()
            .map(arm -> CalibrationErrors.of((BinaryPredictions) outcomes.pooled(arm)))
            .map(errors -> errors.orElseThrow())
            .toList();
    for (int head = 0; head < 2; head++) {
      CalibrationErrors errors = expected.get(head);
      double[] shown = new double[4];
      String[] names = {
        "Of the positive class, equal width",
        "Of the positive class, equal weight",
        "Of the predicted class, equal width",
        "Of the predicted class, equal weight"
      };
      for (int k = 0; k < 4; k++) {
        shown[k] = page.numbers(caption, names[k])[head];
      }
      assertThat(shown)
          .containsExactly(
              new double[] {
                errors.positiveEqualWidth(),
                errors.positiveEqualMass(),
                errors.topLabelEqualWidth(),
                errors.topLabelEqualMass()
              },
              within(5e-5));
    }
  }

  @Test
  void takesTheLossOfSeveralClassesFromTheirEntropy() throws Exception {
    double[] logs = {
      Math.log(.7), Math.log(.2), Math.log(.1), Math.log(.1), Math.log(.8), Math.log(.1)
    };
    Tables page = page(ClassPredictions.of(logs, 3, new int[] {0, 1}), List.of("a", "b", "c"));
    assertThat(page.numbers(LOSS, "Entropy of the class shares")).containsExactly(0.6931);
    assertThat(page.numbers(LOSS, "Taken off by the network")).containsExactly(-0.4032);
    assertThat(page.numbers(LOSS, "Log loss")).containsExactly(0.2899);
  }

  @Test
  void takesTheLossOfLabelsFromTheirMeanEntropy() throws Exception {
    Tables page =
        page(
            LabelPredictions.of(new double[] {0, 0, 0, 0}, 2, new byte[] {1, 0, 0, 0}),
            List.of("p", "q"));
    assertThat(page.numbers(LOSS, "Entropy of the label shares")).containsExactly(0.3466);
    assertThat(page.numbers(LOSS, "Taken off by the network")).containsExactly(0.3466);
    assertThat(page.numbers(LOSS, "Log loss")).containsExactly(0.6931);
  }

  @Test
  void isLeftOutWhereTheLossIsUndefined() {
    BinaryPredictions weightless =
        new BinaryPredictions(new double[] {1, -1}, new int[] {1, 0}, new double[2]);
    assertThat(LossSources.of(List.of(result(weightless)), new Classes(List.of("a", "b"))))
        .isEmpty();
  }

  private static void addsUp(Tables page, String caption, String whole, String... parts) {
    for (int head = 0; head < 2; head++) {
      double sum = 0;
      for (String part : parts) {
        sum += page.numbers(caption, part)[head];
      }
      assertThat(page.numbers(caption, "Sum")[head]).isCloseTo(sum, within(3e-4));
      assertThat(page.numbers(caption, whole)[head]).isEqualTo(page.numbers(caption, "Sum")[head]);
      assertThat(page.numbers(caption, "Gap")[head]).isCloseTo(0, within(1e-14));
    }
  }

  private static String cell(Tables page, String caption, String name) {
    return page.rows(caption).stream()
        .filter(row -> row.get(0).equals(name))
        .findFirst()
        .orElseThrow()
        .get(1);
  }

  private static Tables page(Predictions predictions, List<String> names) throws Exception {
    return new Tables(
        LossSources.of(List.of(result(predictions)), new Classes(names)).orElseThrow().markup());
  }

  private static HeadResult result(Predictions predictions) {
    return new HeadResult(
        "sigmoid",
        List.of(),
        predictions,
        Threshold.HALF,
        Metrics.of(predictions, Threshold.HALF),
        List.of());
  }
}
