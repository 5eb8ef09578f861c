package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {
  @Test
  void twoClassesHaveTheKeysOfTheContract() {
    assertThat(Metric.of(Metric.Kind.BINARY))
        .extracting(Metric::key)
        .containsExactly(
            "log_loss",
            "roc_auc",
            "average_precision",
            "brier",
            "ece",
            "accuracy",
            "balanced_accuracy",
            "precision",
            "recall",
            "f1",
            "mcc");
  }

  @Test
  void exclusiveClassesHaveMacroMeansInTheSameOrder() {
    assertThat(Metric.of(Metric.Kind.CLASSES))
        .extracting(Metric::key)
        .containsExactly(
            "log_loss",
            "roc_auc",
            "average_precision",
            "brier",
            "ece",
            "accuracy",
            "balanced_accuracy",
            "macro_precision",
            "macro_recall",
            "macro_f1",
            "micro_f1",
            "mcc");
  }

  @Test
  void overlappingLabelsHaveMetricsOfWholeRowsToo() {
    assertThat(Metric.of(Metric.Kind.LABELS))
        .extracting(Metric::key)
        .containsExactly(
            "log_loss",
            "roc_auc",
            "average_precision",
            "brier",
            "ece",
            "label_ranking_average_precision",
            "subset_accuracy",
            "hamming_loss",
            "macro_f1",
            "micro_f1");
  }

  @Test
  void intervalsEndWhereTheMetricDoes() {
    Interval wide = new Interval(-3, 3);
    assertThat(Metric.MCC.withinRange(wide, Metric.Kind.CLASSES)).isEqualTo(new Interval(-1, 1));
    assertThat(Metric.BRIER.withinRange(wide, Metric.Kind.BINARY)).isEqualTo(new Interval(0, 1));
    assertThat(Metric.BRIER.withinRange(wide, Metric.Kind.CLASSES)).isEqualTo(new Interval(0, 2));
    assertThat(Metric.BRIER.withinRange(wide, Metric.Kind.LABELS)).isEqualTo(new Interval(0, 1));
    assertThat(Metric.LOG_LOSS.withinRange(wide, Metric.Kind.LABELS)).isEqualTo(new Interval(0, 3));
  }

  @Test
  void marginsAreThoseOfTheContract() {
    Map<Metric, Double> special =
        Map.of(Metric.ROC_AUC, 0.01, Metric.BRIER, 0.01, Metric.MCC, 0.04);
    assertThat(Metric.values())
        .allSatisfy(m -> assertThat(m.defaultMargin()).isEqualTo(special.getOrDefault(m, 0.02)));
  }

  @Test
  void lossesAreBetterWhenLower() {
    Set<Metric> losses =
        Arrays.stream(Metric.values()).filter(m -> !m.higherIsBetter()).collect(Collectors.toSet());
    assertThat(losses)
        .containsExactlyInAnyOrder(Metric.LOG_LOSS, Metric.BRIER, Metric.ECE, Metric.HAMMING_LOSS);
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsKey(Metric metric) {
    assertThat(Metric.ofKey(metric.key())).isEqualTo(metric);
    assertThat(metric.title()).isNotBlank();
  }

  @Test
  void namesTheKnownKeysForAnUnknownOne() {
    assertThatThrownBy(() -> Metric.ofKey("auc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown metric 'auc'; known: log_loss, roc_auc, ")
        .hasMessageEndingWith("macro_f1, micro_f1, mcc");
  }

  @Test
  void namesTheKeysOfTheKindForAMetricOfAnother() {
    assertThat(Metric.ofKey("f1", Metric.Kind.BINARY)).isEqualTo(Metric.F1);
    assertThatThrownBy(() -> Metric.ofKey("f1", Metric.Kind.LABELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no metric 'f1' for overlapping labels; there are: log_loss, roc_auc,"
                + " average_precision, brier, ece, label_ranking_average_precision,"
                + " subset_accuracy, hamming_loss, macro_f1, micro_f1");
  }

  @Test
  void scoresAreWrittenByKeyWithAReasonOnlyWhereThereIsNoValue() throws JsonProcessingException {
    Map<Metric, Score> scores =
        Metrics.of(BinaryPredictions.of(new double[] {0}, new int[] {1}), Threshold.HALF);
    assertThat(new ObjectMapper().writeValueAsString(scores))
        .startsWith("{\"log_loss\":{\"value\":0.693147")
        .contains("\"roc_auc\":{\"value\":null,\"why\":\"only one class is present\"}")
        .contains("\"accuracy\":{\"value\":1.0}");
  }
}
