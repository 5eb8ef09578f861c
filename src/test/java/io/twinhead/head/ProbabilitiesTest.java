package io.twinhead.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinhead.config.Link;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Probabilities of both heads, against SciPy (S10, S11, S12, S14). */
class ProbabilitiesTest {
  static Stream<JsonNode> softmax() {
    return Golden.cases("softmax");
  }

  /** The first two cases are the source documents' examples. */
  @ParameterizedTest
  @MethodSource("softmax")
  void softmaxIsScipys(JsonNode golden) {
    double[] z = Golden.doubles(golden.get("logits"));
    double[] p = new double[z.length];
    double[] logs = new double[z.length];
    OutputHead.softmax(z.length).probabilities(z, 0, p);
    OutputHead.softmax(z.length).logProbabilities(z, 0, logs);
    assertClose(p, Golden.doubles(golden.get("softmax")));
    assertClose(logs, Golden.doubles(golden.get("log_softmax")));
  }

  @ParameterizedTest
  @MethodSource("softmax")
  void sigmoidUnitsForExclusiveClassesAreNormalisedOneAgainstTheRest(JsonNode golden) {
    double[] z = Golden.doubles(golden.get("logits"));
    double[] logs = new double[z.length];
    OutputHead.sigmoid(z.length).logProbabilities(z, 0, logs);
    assertClose(logs, Golden.doubles(golden.get("log_one_against_rest")));
  }

  @Test
  void softmaxAddsUpToOneAndSeveralSigmoidsDoNot() {
    SplittableRandom random = new SplittableRandom(2);
    double[] p = new double[4];
    double furthest = 0;
    for (int i = 0; i < 1_000; i++) {
      double[] z = random.doubles(4, -8, 8).toArray();
      OutputHead.softmax(4).probabilities(z, 0, p);
      assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(4e-16));
      OutputHead.sigmoid(4).probabilities(z, 0, p);
      assertThat(Arrays.stream(p).boxed()).allMatch(v -> v > 0 && v < 1);
      furthest = Math.max(furthest, Math.abs(Arrays.stream(p).sum() - 1));
    }
    assertThat(furthest).isGreaterThan(2);
  }

  @ParameterizedTest
  @EnumSource(Link.class)
  void severalUnitsAreOneUnitEach(Link link) {
    double[] z = {0.5, -3, 1.25};
    double[] p = new double[3];
    double[] one = new double[1];
    OutputHead.sigmoid(3, link).probabilities(z, 0, p);
    for (int k = 0; k < z.length; k++) {
      OutputHead.sigmoid(1, link).probabilities(z, k, one);
      assertThat(p[k]).isEqualTo(one[0]);
    }
  }

  @Test
  void bothHeadsGiveTheSameLogProbabilitiesForTheSameLogOdds() {
    SplittableRandom random = new SplittableRandom(3);
    double[] one = new double[2];
    double[] two = new double[2];
    for (int i = 0; i < 1_000; i++) {
      double[] z = random.doubles(2, -400, 400).toArray();
      OutputHead.SIGMOID.logProbabilities(new double[] {z[1] - z[0]}, 0, one);
      OutputHead.SOFTMAX.logProbabilities(z, 0, two);
      assertThat(two).containsExactly(one, within(1e-13));
    }
  }

  @Test
  void antisymmetricLogitsGiveTheSigmoidOfTwiceTheSecond() {
    double[] p = new double[2];
    for (double z = -30; z <= 30; z += 0.25) {
      OutputHead.SOFTMAX.probabilities(new double[] {-z, z}, 0, p);
      assertThat(p[1]).isEqualTo(Logistic.sigmoid(2 * z));
    }
  }

  @Test
  void sigmoidIsNeverSteeperThanAQuarter() {
    double h = 1e-4;
    for (double s = -20; s <= 20; s += 0.1) {
      double slope = (Logistic.sigmoid(s + h) - Logistic.sigmoid(s - h)) / (2 * h);
      assertThat(slope)
          .isLessThanOrEqualTo(0.25)
          .isCloseTo(Logistic.sigmoid(s) * (1 - Logistic.sigmoid(s)), within(1e-9));
    }
  }

  @Test
  void readsTheRowItIsAskedFor() {
    double[] z = {9, 9, 9, 3, 1, -3};
    for (OutputHead head : new OutputHead[] {OutputHead.softmax(3), OutputHead.sigmoid(3)}) {
      double[] second = new double[3];
      double[] alone = new double[3];
      head.probabilities(z, 1, second);
      head.probabilities(Arrays.copyOfRange(z, 3, 6), 0, alone);
      assertThat(second).isEqualTo(alone);
      head.logProbabilities(z, 1, second);
      head.logProbabilities(Arrays.copyOfRange(z, 3, 6), 0, alone);
      assertThat(second).isEqualTo(alone);
    }
  }

  private static void assertClose(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int k = 0; k < actual.length; k++) {
      assertThat(actual[k])
          .isCloseTo(expected[k], within(Math.abs(expected[k]) * 1e-13 + Double.MIN_VALUE));
    }
  }
}
