package io.twinhead.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.Link;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A student's loss, from labels and a teacher (S11). */
class DistilledHeadTest {
  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> BASES =
      List.of(
          OutputHead.SIGMOID,
          OutputHead.SOFTMAX,
          OutputHead.softmax(4),
          OutputHead.sigmoid(3),
          OutputHead.sigmoid(1, Link.PROBIT),
          OutputHead.sigmoid(1, Link.CLOGLOG));

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void mixesTheLabelsLossWithTheTeachersAtItsTemperature() {
    OutputHead head = OutputHead.SIGMOID.distilled(4, 0.25);
    double s = 1.5;
    double d = -2; // the teacher's log-odds
    double q = 1 / (1 + Math.exp(-d / 4));
    double hard = Math.log(1 + Math.exp(-s));
    double soft = q * Math.log(1 + Math.exp(-s / 4)) + (1 - q) * Math.log(1 + Math.exp(s / 4));
    assertThat(head.loss(new double[] {s}, 0, new float[] {1, (float) q}))
        .isCloseTo(0.25 * hard + 0.75 * 16 * soft, within(1e-6));
  }

  @ParameterizedTest
  @FieldSource("BASES")
  void isTheBaseWhenOnlyLabelsCount(OutputHead base) {
    OutputHead head = base.distilled(3, 1);
    double[] z = random.doubles(base.outputs(), -4, 4).toArray();
    float[] targets = targets(base);
    double[] expected = new double[z.length];
    double[] gradient = new double[z.length];
    base.gradient(z, 0, targets, 0.7, expected);
    head.gradient(z, 0, targets, 0.7, gradient);
    assertThat(gradient).isEqualTo(expected);
    assertThat(head.loss(z, 0, targets)).isEqualTo(base.loss(z, 0, targets));
  }

  @Test
  void isLeastWhereTheStudentIsTheTeacher() {
    OutputHead head = OutputHead.SIGMOID.distilled(2.5, 0);
    double[] gradient = new double[1];
    float soft = 0.75f;
    head.gradient(new double[] {2.5 * Logistic.logit(soft)}, 0, new float[] {0, soft}, 1, gradient);
    assertThat(gradient[0]).isCloseTo(0, within(1e-15));
  }

  /** At high temperature T^2 keeps the gradient at about (s - d) / 4 instead of letting it fade. */
  @Test
  void keepsTheSizeOfTheGradientAsTheTemperatureRises() {
    for (double t : new double[] {20, 100, 500}) {
      double[] gradient = new double[1];
      float soft = (float) Logistic.sigmoid(-2 / t);
      OutputHead.SIGMOID
          .distilled(t, 0)
          .gradient(new double[] {1}, 0, new float[] {0, soft}, 1, gradient);
      assertThat(gradient[0]).isCloseTo(0.75, within(2e-3));
    }
  }

  @Test
  void oneUnitAndTwoUnitsHaveTheSameLossAndGradient() {
    for (int i = 0; i < 1_000; i++) {
      double t = random.nextDouble(0.5, 20);
      double alpha = random.nextDouble();
      float[] targets = {i % 2, (float) random.nextDouble()};
      double[] z = random.doubles(2, -20, 20).toArray();
      double[] s = {z[1] - z[0]};
      double[] one = new double[1];
      double[] two = new double[2];
      OutputHead.SIGMOID.distilled(t, alpha).gradient(s, 0, targets, 1, one);
      OutputHead.SOFTMAX.distilled(t, alpha).gradient(z, 0, targets, 1, two);
      assertThat(two[1]).isCloseTo(one[0], within(1e-12));
      assertThat(two[0]).isEqualTo(-two[1]);
      assertThat(OutputHead.SOFTMAX.distilled(t, alpha).loss(z, 0, targets))
          .isCloseTo(OutputHead.SIGMOID.distilled(t, alpha).loss(s, 0, targets), within(1e-9));
    }
  }

  @ParameterizedTest
  @FieldSource("BASES")
  void answersAsItsBase(OutputHead base) {
    OutputHead head = base.distilled(2, 0.5);
    double[] z = random.doubles(base.outputs(), -4, 4).toArray();
    double[] expected = new double[Math.max(2, base.outputs())];
    double[] out = expected.clone();
    base.probabilities(z, 0, expected);
    head.probabilities(z, 0, out);
    assertThat(out).isEqualTo(expected);
    base.logProbabilities(z, 0, expected);
    head.logProbabilities(z, 0, out);
    assertThat(out).isEqualTo(expected);
    assertThat(head.name()).isEqualTo(base.name());
    assertThat(head.base()).isEqualTo(base);
    assertThat(base.base()).isEqualTo(base);
    assertThat(head.activation()).isEqualTo(base.activation());
    assertThat(head.stockLoss()).hasSameClassAs(base.stockLoss());
    assertThat(head.targets()).isEqualTo(2 * base.targets());
  }

  @Test
  void keepsTheLogOddsOfItsBase() {
    assertThat(OutputHead.SOFTMAX.distilled(2, 0.5).logOdds(new double[] {1, 4}, 0)).isEqualTo(3);
  }

  @Test
  void takesLabelRowsOfBothKindsInDl4j() {
    OutputHead head = OutputHead.SIGMOID.distilled(2, 0.5);
    float[] targets = {1, 0.9f, 0, 0.2f};
    INDArray labels = HeadLoss.labels(head, targets, new float[] {1, 2});
    INDArray logits = Nd4j.createFromArray(0.5f, -1f).reshape(2, 1);
    INDArray losses =
        head.loss()
            .computeScoreArray(labels, logits, head.activation().getActivationFunction(), null);
    double[] z = {0.5, -1};
    assertThat(labels.columns()).isEqualTo(3);
    assertThat(losses.getDouble(0)).isCloseTo(head.loss(z, 0, targets), within(1e-6));
    assertThat(losses.getDouble(1)).isCloseTo(2 * head.loss(z, 1, targets), within(1e-6));
  }

  @Test
  void saysSo() {
    assertThat(OutputHead.SIGMOID.distilled(4, 0.5).description())
        .isEqualTo(
            "1 sigmoid unit, binary cross-entropy, distilled at temperature 4.0 with labels"
                + " weighing 0.5");
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    for (double t : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> OutputHead.SIGMOID.distilled(t, 0.5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("temperature = " + t);
    }
    for (double alpha : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> OutputHead.SIGMOID.distilled(2, alpha))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("alpha = " + alpha);
    }
    assertThatThrownBy(() -> OutputHead.SIGMOID.distilled(2, 0.5).distilled(2, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("distilled already");
  }

  private float[] targets(OutputHead base) {
    float[] targets = new float[2 * base.targets()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) random.nextDouble();
    }
    return targets;
  }
}
