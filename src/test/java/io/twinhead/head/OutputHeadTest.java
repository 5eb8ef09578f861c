package io.twinhead.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.Link;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Losses and gradients on logits (S3, S7, S13). */
class OutputHeadTest {
  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> HEADS = OutputHead.ALL;

  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> ALL_SIZES =
      List.of(
          OutputHead.SIGMOID,
          OutputHead.sigmoid(4),
          OutputHead.SOFTMAX,
          OutputHead.softmax(3),
          OutputHead.softmax(9));

  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> DIFFERENTIABLE =
      Stream.concat(
              ALL_SIZES.stream(),
              Stream.of(
                  OutputHead.sigmoid(1, Link.PROBIT),
                  OutputHead.sigmoid(3, Link.PROBIT),
                  OutputHead.sigmoid(1, Link.CLOGLOG)))
          .flatMap(head -> Stream.of(head, head.distilled(3, 0.3), head.distilled(0.7, 0)))
          .toList();

  /** All but those whose number for one half depends on the temperature. */
  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> HALVES =
      DIFFERENTIABLE.stream()
          .filter(head -> head == head.base() || !head.description().contains("cloglog"))
          .toList();

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

  /** Saying one half, or the same of every class, costs the same whatever the targets are. */
  @ParameterizedTest
  @FieldSource("HALVES")
  void losesTheUniformLossWhereItSaysNothing(OutputHead head) {
    boolean cloglog = head.equals(OutputHead.sigmoid(1, Link.CLOGLOG));
    double[] logits = new double[head.outputs()];
    Arrays.fill(logits, cloglog ? Math.log(Math.log(2)) : 0);
    float[] targets = distribution(head);
    assertThat(head.loss(logits, 0, targets)).isCloseTo(head.uniformLoss(), within(1e-6));
  }

  @ParameterizedTest
  @FieldSource("ALL_SIZES")
  void losesTheEntropyWhereItSaysTheSharesAndMoreAnywhereElse(OutputHead head) {
    float[] targets = distribution(head);
    double[] shares = IntStream.range(0, targets.length).mapToDouble(i -> targets[i]).toArray();
    double[] logits = new double[head.outputs()];
    for (int k = 0; k < shares.length; k++) {
      boolean event = head instanceof SigmoidHead || shares.length == 1;
      logits[logits.length - shares.length + k] =
          event ? Logistic.logit(shares[k]) : Math.log(shares[k]);
    }
    assertThat(head.loss(logits, 0, targets)).isCloseTo(head.entropy(shares), within(1e-6));
    logits[0] += 0.3;
    assertThat(head.loss(logits, 0, targets)).isGreaterThan(head.entropy(shares) + 1e-3);
    assertThat(head.entropy(new double[shares.length])).isZero();
  }

  @Test
  void addsTheEntropiesOfLabelsAndTeacherAsTheirLosses() {
    OutputHead head = OutputHead.SOFTMAX.distilled(3, 0.25);
    assertThat(head.entropy(new double[] {0.5, 0.5})).isCloseTo(7 * Math.log(2), within(1e-12));
    assertThat(head.uniformLoss()).isCloseTo(7 * Math.log(2), within(1e-12));
    assertThat(head.entropy(new double[] {0.5, 1})).isCloseTo(Math.log(2) / 4, within(1e-12));
  }

  /** Targets that are none of the special ones. */
  private static float[] distribution(OutputHead head) {
    float[] targets = new float[head.targets()];
    int classes = head.base().targets();
    for (int k = 0; k < targets.length; k++) {
      targets[k] = classes == 1 ? 0.3f : 2f * (1 + k % classes) / (classes * (classes + 1));
    }
    return targets;
  }

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
      double loss = head.loss(logits, 0, q(label));
      head.gradient(logits, 0, q(label), 1, gradient);
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
    assertThat(OutputHead.SIGMOID.loss(new double[] {s}, 0, q(1)))
        .isCloseTo(expected, within(4 * Math.ulp(expected)));
    assertThat(OutputHead.SOFTMAX.loss(new double[] {0, s}, 0, q(1)))
        .isCloseTo(expected, within(4 * Math.ulp(expected)));
    assertThat(OutputHead.SIGMOID.loss(new double[] {-s}, 0, q(0)))
        .isCloseTo(expected, within(4 * Math.ulp(expected)));
  }

  /** The source documents' two models, whose decisions are equally good (S13). */
  @ParameterizedTest
  @CsvSource({
    "0.3 0.3 0.4 0.3 0.4 0.3 0.1 0.2 0.7, 1.3783888522474517",
    "0.1 0.2 0.7 0.1 0.7 0.2 0.3 0.4 0.3, 0.6391075640678003"
  })
  void logLossTellsModelsApartThatDecideAlike(String probabilities, double expected) {
    double[] logits =
        Arrays.stream(probabilities.split(" "))
            .mapToDouble(p -> Math.log(Double.parseDouble(p)))
            .toArray();
    float[] labels = {0, 0, 1, 0, 1, 0, 1, 0, 0};
    double sum = 0;
    for (int row = 0; row < 3; row++) {
      sum += OutputHead.softmax(3).loss(logits, row, labels);
    }
    assertThat(sum / 3).isCloseTo(expected, within(1e-15));
  }

  /** A true class 1 of 3: the more it gets, the better, whatever the others get (S13). */
  @Test
  void onlyTheTrueClassCounts() {
    double[] logits = {Math.log(0.5), Math.log(0.2), Math.log(0.3)};
    double[] better = {Math.log(0.7), Math.log(0.1), Math.log(0.2)};
    float[] first = {1, 0, 0};
    assertThat(OutputHead.softmax(3).loss(logits, 0, first)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(OutputHead.softmax(3).loss(better, 0, first)).isLessThan(Math.log(2));
  }

  @Test
  void lossIsAtMostLnTwoAboveTheHinge() {
    SplittableRandom random = new SplittableRandom(2);
    double largest = 0;
    for (int i = 0; i < 10_000; i++) {
      double s = random.nextDouble(-50, 50);
      double gap = OutputHead.SIGMOID.loss(new double[] {s}, 0, q(1)) - Math.max(0, -s);
      assertThat(gap).isBetween(0.0, Math.log(2));
      largest = Math.max(largest, gap);
    }
    assertThat(largest).isGreaterThan(0.65);
  }

  @ParameterizedTest
  @FieldSource("DIFFERENTIABLE")
  void gradientAgreesWithCentralDifferences(OutputHead head) {
    SplittableRandom random = new SplittableRandom(3);
    double h = 1e-5;
    double range = head.description().contains("cloglog") ? 2 : 8; // slopes grow like exp(s / T)
    for (int i = 0; i < 2_000; i++) {
      double[] logits = logits(head, random, range);
      float[] targets = targets(head, random, i % 3 == 0);
      double weight = random.nextDouble(0, 3);
      double[] gradient = new double[head.outputs()];
      head.gradient(logits, 0, targets, weight, gradient);
      for (int k = 0; k < logits.length; k++) {
        double[] up = logits.clone();
        double[] down = logits.clone();
        up[k] += h;
        down[k] -= h;
        double slope = weight * (head.loss(up, 0, targets) - head.loss(down, 0, targets)) / (2 * h);
        assertThat(gradient[k]).isCloseTo(slope, within(5e-9 * (1 + Math.abs(slope))));
      }
    }
  }

  /**
   * L(b) >= L(a) + grad L(a) (b - a), from small logits to ones where nothing but the tail is left.
   */
  @ParameterizedTest
  @FieldSource("ALL_SIZES")
  void lossIsConvexAndNotNegativeUpToTheTails(OutputHead head) {
    SplittableRandom random = new SplittableRandom(7);
    for (double range : new double[] {1, 30, 1e4}) {
      for (int i = 0; i < 2_000; i++) {
        double[] a = logits(head, random, range);
        double[] b = logits(head, random, range);
        float[] targets = targets(head, random, i % 2 == 0);
        double[] gradient = new double[head.outputs()];
        head.gradient(a, 0, targets, 1, gradient);
        double tangent = head.loss(a, 0, targets);
        for (int k = 0; k < gradient.length; k++) {
          tangent += gradient[k] * (b[k] - a[k]);
        }
        assertThat(head.loss(b, 0, targets))
            .isNotNegative()
            .isGreaterThanOrEqualTo(tangent - 1e-12 * range);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("ALL_SIZES")
  void weightScalesTheGradient(OutputHead head) {
    SplittableRandom random = new SplittableRandom(8);
    double[] logits = logits(head, random, 8);
    float[] targets = targets(head, random, true);
    double[] once = new double[head.outputs()];
    double[] twice = new double[head.outputs()];
    head.gradient(logits, 0, targets, 1, once);
    head.gradient(logits, 0, targets, 2, twice);
    for (int k = 0; k < once.length; k++) {
      assertThat(twice[k]).isNotZero().isEqualTo(2 * once[k]);
    }
  }

  @Test
  void softmaxGradientSumsToZero() {
    SplittableRandom random = new SplittableRandom(9);
    for (OutputHead head : List.of(OutputHead.SOFTMAX, OutputHead.softmax(5))) {
      for (int i = 0; i < 2_000; i++) {
        double[] gradient = new double[head.outputs()];
        double[] logits = logits(head, random, i % 2 == 0 ? 10 : 1e4);
        head.gradient(logits, 0, targets(head, random, i % 3 == 0), 1, gradient);
        assertThat(Arrays.stream(gradient).sum()).isCloseTo(0, within(1e-14));
      }
    }
  }

  /** Expected values from 50-digit arithmetic: log(1 + 2 exp(-z)), and 1 - p = 2 / (2 + exp(z)). */
  @ParameterizedTest
  @CsvSource({
    "20,  4.1223072363804071687e-9,   4.1223072278836987048e-9",
    "40,  8.4967085105831779546e-18,  8.4967085105831779185e-18",
    "700, 1.9719353087519541713e-304, 1.9719353087519541713e-304"
  })
  void softmaxOfAClearWinnerHasTheExactTinyLossAndGradient(
      double z, double loss, double probabilityOfOthers) {
    OutputHead head = OutputHead.softmax(3);
    double[] logits = {-z / 2, z / 2, -z / 2};
    float[] targets = {0, 1, 0};
    double[] gradient = new double[3];
    head.gradient(logits, 0, targets, 1, gradient);
    assertThat(head.loss(logits, 0, targets)).isCloseTo(loss, within(1e-14 * loss));
    assertThat(gradient[1]).isCloseTo(-probabilityOfOthers, within(1e-14 * probabilityOfOthers));
  }

  @Test
  void softmaxOfAHopelessThirdClassIsTheHeadForTwo() {
    SplittableRandom random = new SplittableRandom(10);
    OutputHead three = OutputHead.softmax(3);
    for (int i = 0; i < 10_000; i++) {
      double[] pair = logits(OutputHead.SOFTMAX, random, 30);
      double[] triple = {pair[0], -1e4, pair[1]};
      float q = i % 3 == 0 ? random.nextInt(65) / 64f : i % 2; // 1 - q is exact
      float[] distribution = {1 - q, 0, q};
      double expected = OutputHead.SOFTMAX.loss(pair, 0, q(q));
      assertThat(three.loss(triple, 0, distribution)).isCloseTo(expected, within(1e-14 * expected));
      double[] g2 = new double[2];
      double[] g3 = new double[3];
      OutputHead.SOFTMAX.gradient(pair, 0, q(q), 1, g2);
      three.gradient(triple, 0, distribution, 1, g3);
      assertThat(g3).containsExactly(new double[] {g2[0], 0, g2[1]}, within(1e-15));
    }
  }

  /** The bits that the two heads had before they could have more outputs. */
  @Test
  void twoClassesAreDecidedByTheLogOddsAlone() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 10_000; i++) {
      double[] pair = logits(OutputHead.SOFTMAX, random, 60);
      double d = pair[1] - pair[0];
      float q = i % 3 == 0 ? (float) random.nextDouble() : i % 2;
      double slope = (1 - (double) q) * Logistic.sigmoid(d) - q * Logistic.sigmoid(-d);
      double[] gradient = new double[2];
      OutputHead.SOFTMAX.gradient(pair, 0, q(q), 0.7, gradient);
      assertThat(gradient).containsExactly(-(0.7 * slope), 0.7 * slope);
      assertThat(OutputHead.SOFTMAX.loss(pair, 0, q(q)))
          .isEqualTo(q * Logistic.softplus(-d) + (1 - (double) q) * Logistic.softplus(d));
    }
  }

  @Test
  void sigmoidOfSeveralLabelsIsTheSumOfOneHeadPerLabel() {
    double[] logits = {0.5, -3, 40, -1000};
    float[] targets = {1, 0.25f, 1, 1};
    double[] gradient = new double[4];
    OutputHead.sigmoid(4).gradient(logits, 0, targets, 3, gradient);
    double sum = 0;
    for (int k = 0; k < 4; k++) {
      double[] one = new double[1];
      OutputHead.SIGMOID.gradient(new double[] {logits[k]}, 0, q(targets[k]), 3, one);
      assertThat(gradient[k]).isEqualTo(one[0]);
      sum += OutputHead.SIGMOID.loss(new double[] {logits[k]}, 0, q(targets[k]));
    }
    assertThat(OutputHead.sigmoid(4).loss(logits, 0, targets)).isEqualTo(sum);
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
      assertThat(OutputHead.SOFTMAX.loss(pair, 0, q(label)))
          .isEqualTo(OutputHead.SIGMOID.loss(single, 0, q(label)));
      double[] g2 = new double[2];
      double[] g1 = new double[1];
      OutputHead.SOFTMAX.gradient(pair, 0, q(label), 1, g2);
      OutputHead.SIGMOID.gradient(single, 0, q(label), 1, g1);
      assertThat(g2[1]).isEqualTo(g1[0]);
      assertThat(g2[0]).isEqualTo(-g2[1]);
    }
  }

  @Test
  void gradientOfAConfidentlyWrongRowStaysOne() {
    double[] gradient = new double[1];
    OutputHead.SIGMOID.gradient(new double[] {-30}, 0, q(1), 1, gradient);
    assertThat(gradient[0]).isCloseTo(-1, within(1e-12));
  }

  @ParameterizedTest
  @FieldSource("ALL_SIZES")
  void readsAndWritesTheRowItIsAskedForAndNoOther(OutputHead head) {
    SplittableRandom random = new SplittableRandom(12);
    int rows = 3;
    double[] logits = new double[rows * head.outputs()];
    float[] targets = new float[rows * head.targets()];
    double[] row = logits(head, random, 5);
    float[] target = targets(head, random, true);
    System.arraycopy(row, 0, logits, head.outputs(), row.length);
    System.arraycopy(target, 0, targets, head.targets(), target.length);
    double[] expected = new double[head.outputs()];
    double[] gradient = new double[logits.length];
    head.gradient(row, 0, target, 1, expected);
    head.gradient(logits, 1, targets, 1, gradient);
    assertThat(Arrays.copyOfRange(gradient, head.outputs(), 2 * head.outputs()))
        .isEqualTo(expected);
    assertThat(Arrays.stream(gradient).filter(g -> g != 0).count()).isEqualTo(head.outputs());
    assertThat(head.loss(logits, 1, targets)).isEqualTo(head.loss(row, 0, target));
  }

  @Test
  void isEqualToAHeadOfTheSameKindAndSize() {
    assertThat(OutputHead.sigmoid(1))
        .isEqualTo(OutputHead.SIGMOID)
        .hasSameHashCodeAs(OutputHead.SIGMOID);
    assertThat(OutputHead.softmax(2)).isEqualTo(OutputHead.SOFTMAX);
    assertThat(OutputHead.softmax(3))
        .isNotEqualTo(OutputHead.SOFTMAX)
        .isNotEqualTo(OutputHead.sigmoid(3));
    assertThat(OutputHead.ALL).allSatisfy(h -> assertThat(OutputHead.of(h.name())).isEqualTo(h));
  }

  @Test
  void saysHowManyUnitsItHas() {
    assertThat(OutputHead.SIGMOID.description()).isEqualTo("1 sigmoid unit, binary cross-entropy");
    assertThat(OutputHead.sigmoid(4).description())
        .isEqualTo("4 sigmoid units, binary cross-entropy");
    assertThat(OutputHead.softmax(3).description())
        .isEqualTo("3 softmax units, categorical cross-entropy");
  }

  @Test
  void takesTheProbabilityOfThePositiveForTwoClassesAndADistributionOverMore() {
    assertThat(OutputHead.ALL).extracting(OutputHead::targets).containsExactly(1, 1);
    assertThat(OutputHead.softmax(3).targets()).isEqualTo(3);
    assertThat(OutputHead.sigmoid(4).targets()).isEqualTo(4);
  }

  @Test
  void hasNoLogOddsOfMoreThanTwoClasses() {
    assertThatThrownBy(() -> OutputHead.softmax(3).logOdds(new double[3], 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("3 classes");
    assertThatThrownBy(() -> OutputHead.sigmoid(4).logOdds(new double[4], 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("4 labels");
  }

  @Test
  void refusesTooFewUnits() {
    assertThatThrownBy(() -> OutputHead.sigmoid(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 labels");
    assertThatThrownBy(() -> OutputHead.softmax(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 classes");
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

  /** The targets of one row of a head for two classes. */
  private static float[] q(float target) {
    return new float[] {target};
  }

  private static double[] logits(OutputHead head, SplittableRandom random, double range) {
    return random.doubles(head.outputs(), -range, range).toArray();
  }

  /** Targets of one row: any probabilities, or hard labels. */
  private static float[] targets(OutputHead head, SplittableRandom random, boolean soft) {
    float[] targets = new float[head.targets()];
    int width = head.base().targets();
    boolean distribution = width > 1 && head.base() instanceof SoftmaxHead;
    double rest = 1;
    for (int k = 0; k < targets.length; k++) {
      double share = soft ? random.nextDouble() : random.nextInt(2);
      rest = k % width == 0 ? 1 : rest;
      targets[k] = (float) (distribution && (k + 1) % width == 0 ? rest : share * rest);
      rest = distribution ? rest - targets[k] : 1;
    }
    return targets;
  }
}
