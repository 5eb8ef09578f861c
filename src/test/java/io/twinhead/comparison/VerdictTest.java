package io.twinhead.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.evaluation.Interval;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.PairedResult;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void callsADifferenceInsideTheMarginEquivalentEvenIfItIsSignificant() {
    Verdict verdict = verdict(Metric.LOG_LOSS, 0.005, 0.002, 0.008, 0.001);
    assertThat(verdict.kind()).isEqualTo(Verdict.Kind.EQUIVALENT);
    assertThat(verdict.head()).isEqualTo("either");
    assertThat(verdict.reason()).startsWith("Use either head").contains("33 fewer parameters");
  }

  @Test
  void callsNeitherSimplerWhereBothHaveAsManyParameters() {
    PairedResult close = result(0.001, -0.002, 0.004);
    PairedResult far = result(0.01, -0.04, 0.06);
    assertThat(Verdict.of(Metric.LOG_LOSS, close, null, 0.02, 0, null, 0).reason())
        .startsWith("Use either head")
        .contains("equally many parameters")
        .doesNotContain("simpler");
    assertThat(Verdict.of(Metric.LOG_LOSS, far, null, 0.02, 0, null, 0).reason())
        .contains("until then take softmax, whose probabilities sum to 1");
  }

  @Test
  void prefersTheHeadWithTheLowerLoss() {
    assertThat(verdict(Metric.LOG_LOSS, 0.05, 0.03, 0.07, 0.001).head()).isEqualTo("sigmoid");
    assertThat(verdict(Metric.LOG_LOSS, -0.05, -0.07, -0.03, 0.001).head()).isEqualTo("softmax");
  }

  @Test
  void prefersTheHeadWithTheHigherAccuracy() {
    Verdict verdict = verdict(Metric.ACCURACY, 0.05, 0.03, 0.07, 0.001);
    assertThat(verdict.head()).isEqualTo("softmax");
    assertThat(verdict.kind()).isEqualTo(Verdict.Kind.BETTER);
    assertThat(verdict.reason()).contains("accuracy is higher by 0.05");
  }

  @Test
  void doesNotTakeNotSignificantForEqual() {
    Verdict verdict = verdict(Metric.LOG_LOSS, 0.002, -0.03, 0.03, 0.8);
    assertThat(verdict.kind()).isEqualTo(Verdict.Kind.UNDECIDED);
    assertThat(verdict.reason()).startsWith("No winner yet").contains("more data");
  }

  @Test
  void doesNotTakeTheChanceOfTrainingForADifference() {
    Verdict better = verdict(Metric.LOG_LOSS, 0.05, 0.03, 0.07, 0.001, 0.06);
    assertThat(better.kind()).isEqualTo(Verdict.Kind.UNDECIDED);
    assertThat(better.reason()).contains("explains up to 0.06").contains("--seeds");
    Verdict equal = verdict(Metric.LOG_LOSS, 0.001, -0.002, 0.003, 0.5, 0.05);
    assertThat(equal.kind()).isEqualTo(Verdict.Kind.UNDECIDED);
    Verdict oneSeed = verdict(Metric.LOG_LOSS, 0.05, 0.03, 0.07, 0.001, Double.POSITIVE_INFINITY);
    assertThat(oneSeed.kind()).isEqualTo(Verdict.Kind.UNDECIDED);
    assertThat(oneSeed.reason()).contains("one training for each head");
    assertThat(verdict(Metric.LOG_LOSS, 0.05, 0.03, 0.07, 0.001, 0.04).kind())
        .isEqualTo(Verdict.Kind.BETTER);
  }

  @Test
  void saysWhenTheMetricIsUndefined() {
    Verdict verdict = Verdict.of(Metric.ROC_AUC, null, "one class only", 0.01, 0, null, 33);
    assertThat(verdict.kind()).isEqualTo(Verdict.Kind.UNDECIDED);
    assertThat(verdict.reason()).contains("ROC AUC cannot be compared here (one class only)");
  }

  @Test
  void writesNumbersForPeople() {
    Verdict verdict = verdict(Metric.LOG_LOSS, 0.0000081, -0.0021, 0.0022, 0.9);
    assertThat(verdict.reason()).contains("8.1e-06").contains("-0.0021 to +0.0022");
    assertThat(verdict(Metric.LOG_LOSS, 0, 0, 0, 1).reason()).contains("differs by 0,");
  }

  private static PairedResult result(double difference, double low, double high) {
    Interval interval = new Interval(low, high);
    return new PairedResult(difference, interval, interval, 0.5);
  }

  private static Verdict verdict(
      Metric metric, double difference, double low, double high, double p) {
    return verdict(metric, difference, low, high, p, 0);
  }

  private static Verdict verdict(
      Metric metric, double difference, double low, double high, double p, double chance) {
    Interval interval = new Interval(low, high);
    PairedResult result = new PairedResult(difference, interval, interval, p);
    return Verdict.of(metric, result, null, 0.02, chance, 0.01, 33);
  }
}
