package io.twinhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.ConfusionMatrix;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Threshold;
import io.twinhead.head.Logistic;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CalibrationSectionTest {
  private static final Threshold CHOSEN = new Threshold(0.2, Logistic.logit(0.2), "recall>=0.9");

  @Test
  void tellsWhatWasChosenAndWhy() throws Exception {
    assertThat(new Tables(SamplePages.calibrated()).text())
        .contains("temperature, in use. On rows that were not fitted, temperature lowers")
        .contains("0.2, the best for recall>=0.9", "between 0.1234 and 0.3456")
        .contains(
            "The two logits add up to 0.2500 of their difference; each the other's negative: 0")
        .contains("calibration and threshold chosen since", "twinhead calibrate run");
  }

  @Test
  void setsBeforeAgainstAfterOnValidationAndTestRows() throws Exception {
    TrainingReport.Content content = SamplePages.calibrated(CHOSEN);
    Tables page = new Tables(TrainingReport.of(content));
    BinaryPredictions before = content.calibrating().orElseThrow().before();
    assertThat(page.numbers("On the validation rows", "log loss"))
        .containsExactly(
            0.4141, 0.3131, logLoss(before), logLoss((BinaryPredictions) content.test()));
    assertThat(page.rows("On the validation rows")).hasSize(4).allMatch(row -> row.size() == 5);
    assertThat(page.rows("Mean predicted probability and observed share by bin").get(0))
        .startsWith("Bin", "before rows", "before predicted", "before observed", "after rows");
  }

  @Test
  void showsMetricsAtTheThresholdBesideThoseAtOneHalf() throws Exception {
    TrainingReport.Content content = SamplePages.calibrated(CHOSEN);
    BinaryPredictions test = (BinaryPredictions) content.test();
    Tables page = new Tables(TrainingReport.of(content));
    List<String> recall =
        page.rows("On the 150 rows").stream()
            .filter(row -> row.get(0).equals("recall"))
            .findFirst()
            .orElseThrow();
    assertThat(page.rows("On the 150 rows").get(0))
        .containsExactly("Metric", "at 0.2", "at 0.5", "better is");
    assertThat(recall)
        .containsExactly(
            "recall",
            Numbers.of(ConfusionMatrix.of(test, CHOSEN).recall().value()),
            Numbers.of(ConfusionMatrix.of(test, Threshold.HALF).recall().value()),
            "higher");
    ConfusionMatrix matrix = ConfusionMatrix.of(test, CHOSEN);
    assertThat(page.rows("Test rows by true and predicted class at 0.2").get(1))
        .containsExactly("benign", Numbers.amount(matrix.tn()), Numbers.amount(matrix.fp()));
  }

  @Test
  void startsTheSliderAtTheNearestStepAndMarksTheThreshold() throws Exception {
    Threshold odd = new Threshold(0.0021, Logistic.logit(0.0021), "recall>=0.9");
    String html = TrainingReport.of(SamplePages.calibrated(odd));
    assertThat(html).contains("value=\"0.01\"", "The model decides at 0.0021");
    JsonNode data = data(html);
    assertThat(data.get("start").intValue()).isEqualTo(1);
    JsonNode own = data.at("/heads/0/own");
    assertThat(own.get("threshold").doubleValue()).isEqualTo(0.0021);
    assertThat(own.at("/precision_recall/0").doubleValue())
        .isEqualTo(own.at("/roc/1").doubleValue())
        .isEqualTo(1);
    assertThat(data.get("uncalibrated")).hasSize(15);
  }

  @Test
  void leavesATrainingThatNobodyCalibratedAlone() throws Exception {
    String html = SamplePages.training();
    assertThat(new Tables(html).text()).doesNotContain("Calibration and threshold", "at 0.5better");
    JsonNode data = data(html);
    assertThat(data.get("start").intValue()).isEqualTo(50);
    assertThat(data.at("/heads/0/own").isNull()).isTrue();
    assertThat(data.get("uncalibrated")).isEmpty();
  }

  private static double logLoss(BinaryPredictions predictions) {
    double loss =
        Objects.requireNonNull(
            Objects.requireNonNull(Metrics.of(predictions, Threshold.HALF).get(Metric.LOG_LOSS))
                .value());
    return Double.parseDouble(Numbers.of(loss));
  }

  private static JsonNode data(String html) throws Exception {
    String start = "id=\"report-data\">";
    int from = html.indexOf(start) + start.length();
    return new ObjectMapper().readTree(html.substring(from, html.indexOf("</script>", from)));
  }
}
