package io.twinhead.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Losses and gradients on logits (S3, S7). */
class OutputHeadTest {
  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> HEADS = OutputHead.ALL;

  private static final float[] EXTREMES = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    1f,
    -1f,
    11.5f,
    88.8f,
    -88.8f,
    746f,
    -746f,
    1e30f,
    -1e30f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE
  };

  @ParameterizedTest
  @FieldSource("HEADS")
  void lossAndGradientAreFiniteForEveryPairOfExtremeLogits(OutputHead head) {
    for (float z0 : EXTREMES) {
      for (float z1 : EXTREMES) {
        assertFinite(head, z0, z1);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void lossAndGradientAreFiniteForRandomFloatBitPatterns(OutputHead head) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      float z0 = Float.intBitsToFloat(random.nextInt());
      float z1 = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(z0) && Float.isFinite(z1)) {
        assertFinite(head, z0, z1);
      }
    }
  }

  private static void assertFinite(OutputHead head, float z0, float z1) {
    double[] logits = row(head, z0, z1);
    double[] gradient = new double[head.outputs()];
    for (int label = 0; label <= 1; label++) {
      double loss = head.loss(logits, 0, label);
      head.gradient(logits, 0, label, 1, gradient);
      assertThat(loss).as("loss at (%s, %s)", z0, z1).isFinite().isNotNegative();
      for (double g : gradient) {
        assertThat(Math.abs(g)).as("|gradient| at (%s, %s)", z0, z1).isLessThanOrEqualTo(1);
      }
    }
  }

  /** Expected values from 50-digit arithmetic: log(1 + exp(-s)). */
  @ParameterizedTest
  @CsvSource({
    "0,   0.69314718055994530942",
    "1,   0.31326168751822283405",
    "20,  2.0611536203143807e-9",
    "40,  4.2483542552915889962e-18",
    "700, 9.8596765437597708567e-305",
    "-20, 20.0000000020611536203",
    "-1000, 1000"
  })
  void lossOfAPositiveIsExactInTheTails(double s, double expected) {
    assertThat(OutputHead.SIGMOID.loss(new double[] {s}, 0, 1))
        .isCloseTo(expected, within(4 * Math.ulp(expected)));
    assertThat(OutputHead.SOFTMAX.loss(new double[] {0, s}, 0, 1))
        .isCloseTo(expected, within(4 * Math.ulp(expected)));
    assertThat(OutputHead.SIGMOID.loss(new double[] {-s}, 0, 0))
        .isCloseTo(expected, within(4 * Math.ulp(expected)));
  }

  @Test
  void lossIsAtMostLnTwoAboveTheHinge() {
    SplittableRandom random = new SplittableRandom(2);
    double largest = 0;
    for (int i = 0; i < 10_000; i++) {
      double s = random.nextDouble(-50, 50);
      double gap = OutputHead.SIGMOID.loss(new double[] {s}, 0, 1) - Math.max(0, -s);
      assertThat(gap).isBetween(0.0, Math.log(2));
      largest = Math.max(largest, gap);
    }
    assertThat(largest).isGreaterThan(0.65);
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void gradientAgreesWithCentralDifferences(OutputHead head) {
    SplittableRandom random = new SplittableRandom(3);
    double h = 1e-6;
    for (int i = 0; i < 2_000; i++) {
      double[] logits = row(head, random.nextDouble(-8, 8), random.nextDouble(-8, 8));
      double target = i % 3 == 0 ? random.nextDouble() : i % 2;
      double weight = random.nextDouble(0, 3);
      double[] gradient = new double[head.outputs()];
      head.gradient(logits, 0, target, weight, gradient);
      for (int k = 0; k < logits.length; k++) {
        double[] up = logits.clone();
        double[] down = logits.clone();
        up[k] += h;
        down[k] -= h;
        double slope = weight * (head.loss(up, 0, target) - head.loss(down, 0, target)) / (2 * h);
        assertThat(gradient[k]).isCloseTo(slope, within(1e-8));
      }
    }
  }

  @Test
  void headsAgreeWhereTheSigmoidLogitIsTheSoftmaxDifference() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 10_000; i++) {
      double z0 = random.nextDouble(-60, 60);
      double z1 = random.nextDouble(-60, 60);
      double[] pair = {z0, z1};
      double[] single = {z1 - z0};
      int label = i % 2;
      assertThat(OutputHead.SOFTMAX.loss(pair, 0, label))
          .isEqualTo(OutputHead.SIGMOID.loss(single, 0, label));
      double[] g2 = new double[2];
      double[] g1 = new double[1];
      OutputHead.SOFTMAX.gradient(pair, 0, label, 1, g2);
      OutputHead.SIGMOID.gradient(single, 0, label, 1, g1);
      assertThat(g2[1]).isEqualTo(g1[0]);
      assertThat(g2[0]).isEqualTo(-g2[1]);
    }
  }

  @Test
  void gradientOfAConfidentlyWrongRowStaysOne() {
    double[] gradient = new double[1];
    OutputHead.SIGMOID.gradient(new double[] {-30}, 0, 1, 1, gradient);
    assertThat(gradient[0]).isCloseTo(-1, within(1e-12));
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void readsAndWritesTheRowItIsAskedFor(OutputHead head) {
    double[] logits = {0.5, 1.5, -2, 3, 4, -5};
    int rows = logits.length / head.outputs();
    double[] gradient = new double[logits.length];
    head.gradient(logits, rows - 1, 1, 1, gradient);
    assertThat(gradient[logits.length - 1]).isNotZero();
    assertThat(gradient[0]).isZero();
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void decodesWhatItEncodes(OutputHead head) {
    for (double target : new double[] {0, 0.25, 1}) {
      assertThat(head.encode(target)).hasSize(head.outputs());
      assertThat(head.decode(head.encode(target), 0)).isEqualTo(target);
      assertThat(OutputHead.of(head.name())).isSameAs(head);
    }
  }

  @Test
  void refusesAnUnknownName() {
    assertThatThrownBy(() -> OutputHead.of("tanh"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tanh")
        .hasMessageContaining("sigmoid or softmax");
  }

  private static double[] row(OutputHead head, double z0, double z1) {
    return head.outputs() == 1 ? new double[] {z1} : new double[] {z0, z1};
  }
}
