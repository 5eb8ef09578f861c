package io.twinhead.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.Link;
import io.twinhead.evaluation.Calibration;
import io.twinhead.head.OutputHead;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RunAuditTest {
  private static final double[] NONE = {};

  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> HEADS =
      List.of(
          OutputHead.SIGMOID,
          OutputHead.SOFTMAX,
          OutputHead.softmax(3),
          OutputHead.sigmoid(3),
          OutputHead.sigmoid(1, Link.PROBIT),
          OutputHead.sigmoid(1, Link.CLOGLOG));

  @ParameterizedTest
  @FieldSource("HEADS")
  void holdsForAModelThatLearnt(OutputHead head) {
    AuditReport report = audit(head, 3);
    assertThat(report.checks()).filteredOn(check -> !check.holds()).isEmpty();
    assertThat(report.holds()).isTrue();
    assertThat(diagnosis(report).logLoss()).isLessThan(diagnosis(report).entropy());
    assertThat(diagnosis(report).rows()).isEqualTo(60);
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void saysThatAModelIsWorseThanTheClassShares(OutputHead head) {
    AuditReport report = audit(head, -3);
    assertThat(report.holds()).isFalse();
    assertThat(report.checks())
        .filteredOn(check -> !check.holds())
        .extracting(Check::id)
        .containsExactly("S9.1");
  }

  @Test
  void comparesWithTheBaselinesOfTheTask() {
    assertThat(diagnosis(audit(OutputHead.SIGMOID, 1)).uniform()).isEqualTo(Math.log(2));
    assertThat(diagnosis(audit(OutputHead.softmax(3), 1)).uniform()).isEqualTo(Math.log(3));
    assertThat(diagnosis(audit(OutputHead.sigmoid(3), 1)).uniform()).isEqualTo(3 * Math.log(2));
    assertThat(diagnosis(audit(OutputHead.softmax(3), 1)).entropy())
        .isCloseTo(Math.log(3), within(1e-12));
    double third = -Math.log(1 / 3.0) / 3 - 2 * Math.log(2 / 3.0) / 3;
    assertThat(diagnosis(audit(OutputHead.sigmoid(3), 1)).entropy())
        .isCloseTo(3 * third, within(1e-12));
  }

  @Test
  void weighsRows() {
    RunOutputs run =
        new RunOutputs(
            OutputHead.SIGMOID,
            new double[] {0, 5},
            new float[] {1, 0},
            new float[] {3, 0},
            NONE,
            NONE);
    assertThat(diagnosis(RunAudit.check(run, 1)).logLoss()).isEqualTo(Math.log(2));
  }

  @Test
  void findsTrainingThatNeverLeftItsStartAndLossesThatAreNotFinite() {
    RunOutputs run = outputs(OutputHead.SIGMOID, 3);
    AuditReport report =
        RunAudit.check(
            new RunOutputs(
                run.head(),
                run.logits(),
                run.targets(),
                run.weights(),
                new double[] {0.71, 0.7},
                new double[] {0.72, 0.71, Double.POSITIVE_INFINITY}),
            1);
    assertThat(report.checks())
        .filteredOn(check -> !check.holds())
        .extracting(Check::id)
        .containsExactly("S9.2", "S9.3");
  }

  /** T^2 makes the losses of a distilled training larger than any baseline of the labels. */
  @Test
  void doesNotCompareATeachersLossWithThatOfTheLabels() {
    assertThat(audit(true, 9, 0.5).holds()).isTrue();
    assertThat(audit(false, 9, 0.5).holds()).isTrue(); // the first epoch's mean is of its start
    assertThat(audit(true, 0.5, 9).holds()).isFalse();
    assertThat(audit(false, 0.5, 9).holds()).isTrue();
  }

  private static AuditReport audit(boolean distilled, double trainLoss, double validationLoss) {
    RunOutputs run = outputs(OutputHead.SIGMOID, 3);
    return RunAudit.check(
        new RunOutputs(
            run.head(),
            run.logits(),
            run.targets(),
            run.weights(),
            false,
            Calibration.NONE,
            distilled,
            new double[] {trainLoss},
            new double[] {validationLoss}),
        1);
  }

  @Test
  void reportsTheBestAndTheLastValidationLoss() {
    Diagnosis diagnosis = diagnosis(audit(OutputHead.SIGMOID, 3));
    assertThat(diagnosis.bestValidationLoss()).isEqualTo(0.4);
    assertThat(diagnosis.lastValidationLoss()).isEqualTo(0.45);
  }

  @Test
  void measuresHowFarTwoLogitsAreFromEachOthersNegatives() {
    double[] antisymmetric = {-1, 1, 2, -2};
    double[] shifted = {0, 2, 3, -1};
    assertThat(antisymmetry(antisymmetric)).isZero();
    assertThat(antisymmetry(shifted)).isCloseTo(4 / 6.0, within(1e-15));
    assertThat(diagnosis(audit(OutputHead.SIGMOID, 3)).antisymmetry()).isNull();
  }

  private static Double antisymmetry(double... logits) {
    RunOutputs run =
        new RunOutputs(
            OutputHead.SOFTMAX, logits, new float[] {1, 0}, new float[] {1, 1}, NONE, NONE);
    return Objects.requireNonNull(diagnosis(RunAudit.check(run, 1)).antisymmetry());
  }

  /** Float32 ends at 1 - 6e-8 above, but only at 1e-45 below. */
  @Test
  void countsSaturatedRows() {
    RunOutputs run =
        new RunOutputs(
            OutputHead.SIGMOID,
            new double[] {0, 6.5, -7, 17, -17, -104},
            new float[] {0, 1, 0, 1, 0, 0},
            new float[] {1, 1, 1, 1, 1, 1},
            NONE,
            NONE);
    Saturation saturation = diagnosis(RunAudit.check(run, 1)).saturation();
    assertThat(saturation.flat()).isEqualTo(4);
    assertThat(saturation.exactInFloat()).isEqualTo(1);
  }

  /** LossBinaryXENT clips at 1e-5, which is 11.5 in the logit. */
  @Test
  void saysWhatDl4jsClippedLossHides() {
    RunOutputs run =
        new RunOutputs(
            OutputHead.SIGMOID,
            new double[] {-30, 2},
            new float[] {1, 1},
            new float[] {1, 1},
            NONE,
            NONE);
    StockLoss stock = Objects.requireNonNull(diagnosis(RunAudit.check(run, 1)).stockLoss());
    assertThat(stock.logLoss()).isCloseTo((11.5129 + 0.1269) / 2, within(1e-2));
    assertThat(stock.lostRows()).isEqualTo(1);
    assertThat(stock.exactGradientNorm()).isCloseTo(Math.sqrt(0.5), within(0.01));
    assertThat(stock.gradientNorm()).isLessThan(0.1);
  }

  @Test
  void agreesWithDl4jWhereItDoesNotClip() {
    for (OutputHead head : List.of(OutputHead.SIGMOID, OutputHead.SOFTMAX, OutputHead.softmax(3))) {
      Diagnosis diagnosis = diagnosis(audit(head, 3));
      StockLoss stock = Objects.requireNonNull(diagnosis.stockLoss());
      assertThat(stock.logLoss()).isCloseTo(diagnosis.logLoss(), within(1e-6));
      assertThat(stock.gradientNorm()).isCloseTo(stock.exactGradientNorm(), within(1e-6));
      assertThat(stock.lostRows()).isZero();
    }
  }

  @Test
  void hasNothingToCompareForUnitsThatDl4jDoesNotHave() {
    assertThat(diagnosis(audit(OutputHead.sigmoid(1, Link.PROBIT), 1)).stockLoss()).isNull();
  }

  @Test
  void refusesOutputsOfAnotherSize() {
    assertThatThrownBy(
            () ->
                new RunOutputs(
                    OutputHead.SOFTMAX, new double[3], new float[2], new float[2], NONE, NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 logits and 2 targets for 2 rows of " + OutputHead.SOFTMAX.description());
  }

  private static AuditReport audit(OutputHead head, double skill) {
    return RunAudit.check(outputs(head, skill), 1);
  }

  private static Diagnosis diagnosis(AuditReport report) {
    return Objects.requireNonNull(report.run());
  }

  /** Sixty rows, each class as often, on which logits are right by {@code skill}. */
  private static RunOutputs outputs(OutputHead head, double skill) {
    int rows = 60;
    float[] targets = new float[rows * head.targets()];
    double[] logits = new double[rows * head.outputs()];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < head.targets(); k++) {
        boolean hit = head.targets() == 1 ? i % 2 == 1 : i % 3 == k;
        targets[i * head.targets() + k] = hit ? 1 : 0;
        double score = skill * (hit ? 1 : -1) / 2;
        logits[i * head.outputs() + head.outputs() - head.targets() + k] = score;
      }
    }
    float[] weights = new float[rows];
    Arrays.fill(weights, 1);
    return new RunOutputs(
        head, logits, targets, weights, new double[] {0.6, 0.3}, new double[] {0.4, 0.45});
  }
}
