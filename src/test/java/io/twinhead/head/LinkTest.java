package io.twinhead.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinhead.config.Link;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Sigmoid units with each link, against 400-digit arithmetic (S10). */
class LinkTest {
  private static final double RELATIVE = 2e-13; // exp(-exp(s)) amplifies the rounding of exp(s)

  static Stream<JsonNode> links() {
    return Golden.cases("links");
  }

  @ParameterizedTest
  @MethodSource("links")
  void lossesAreExactInBothTails(JsonNode golden) {
    OutputHead head = head(golden);
    double[] s = {golden.get("s").doubleValue()};
    assertClose(head.loss(s, 0, new float[] {1}), golden.get("positive_loss"));
    assertClose(head.loss(s, 0, new float[] {0}), golden.get("negative_loss"));
  }

  @ParameterizedTest
  @MethodSource("links")
  void gradientsAreExactInBothTails(JsonNode golden) {
    OutputHead head = head(golden);
    double[] s = {golden.get("s").doubleValue()};
    double[] gradient = new double[1];
    head.gradient(s, 0, new float[] {1}, 1, gradient);
    assertClose(gradient[0], golden.get("positive_slope"));
    head.gradient(s, 0, new float[] {0}, 1, gradient);
    assertClose(gradient[0], golden.get("negative_slope"));
  }

  @ParameterizedTest
  @MethodSource("links")
  void probabilitiesAndLogOddsAreExactInBothTails(JsonNode golden) {
    OutputHead head = head(golden);
    double[] s = {golden.get("s").doubleValue()};
    double[] p = new double[1];
    double[] logs = new double[2];
    head.probabilities(s, 0, p);
    head.logProbabilities(s, 0, logs);
    assertClose(p[0], golden.get("probability"));
    assertClose(-logs[0], golden.get("negative_loss"));
    assertClose(-logs[1], golden.get("positive_loss"));
    boolean aroundZero = Math.abs(golden.get("log_odds").asDouble(1)) < 1e-6;
    assertClose(head.logOdds(s, 0), golden.get("log_odds"), aroundZero ? 3e-16 : 0);
  }

  /** Infinity, not NaN, where the true value is beyond double. */
  @ParameterizedTest
  @EnumSource(Link.class)
  void isNeverNotANumberForRandomFloatBitPatterns(Link link) {
    SplittableRandom random = new SplittableRandom(1);
    OutputHead head = OutputHead.sigmoid(1, link);
    double[] gradient = new double[1];
    for (int i = 0; i < 100_000; i++) {
      float s = Float.intBitsToFloat(random.nextInt());
      float q = i % 3 == 0 ? (float) random.nextDouble() : i % 2;
      if (Float.isFinite(s)) {
        head.gradient(new double[] {s}, 0, new float[] {q}, 1, gradient);
        assertThat(head.loss(new double[] {s}, 0, new float[] {q})).as("%s", s).isNotNegative();
        assertThat(gradient[0]).as("%s", s).isNotNaN();
        assertThat(head.logOdds(new double[] {s}, 0)).as("%s", s).isNotNaN();
        if (link != Link.CLOGLOG || s < 709) {
          assertThat(gradient[0]).as("%s", s).isFinite();
        }
      }
    }
  }

  @Test
  void aNegativeFarAboveTheComplementaryLogLogIsInfinitelyWrong() {
    OutputHead head = OutputHead.sigmoid(1, Link.CLOGLOG);
    double[] gradient = new double[1];
    head.gradient(new double[] {710}, 0, new float[] {0}, 1, gradient);
    assertThat(gradient[0]).isInfinite().isPositive();
    assertThat(head.loss(new double[] {710}, 0, new float[] {0})).isInfinite();
    head.gradient(new double[] {710}, 0, new float[] {1}, 1, gradient);
    assertThat(gradient[0]).isZero();
    assertThat(head.loss(new double[] {710}, 0, new float[] {1})).isZero();
  }

  @ParameterizedTest
  @EnumSource(Link.class)
  void probabilityGrowsWithTheNumber(Link link) {
    OutputHead head = OutputHead.sigmoid(1, link);
    double last = Double.NEGATIVE_INFINITY;
    for (double s = -60; s <= 6; s += 0.01) {
      double logOdds = head.logOdds(new double[] {s}, 0);
      assertThat(logOdds).isGreaterThan(last);
      last = logOdds;
    }
  }

  @Test
  void logitAndProbitAreSymmetricAndTheComplementaryLogLogIsNot() {
    for (double s = 0.1; s < 30; s += 0.1) {
      for (Link link : Link.values()) {
        OutputHead head = OutputHead.sigmoid(1, link);
        double sum = head.logOdds(new double[] {s}, 0) + head.logOdds(new double[] {-s}, 0);
        if (link == Link.CLOGLOG) {
          assertThat(sum).isPositive();
        } else {
          assertThat(sum).isZero();
        }
      }
    }
  }

  /** Doubles whose squares are rounded, and overflow. */
  @Test
  void probitTakesDoublesOfAnyMagnitude() {
    OutputHead head = OutputHead.sigmoid(1, Link.PROBIT);
    for (double s : new double[] {38.123456789, 1e30, 1e150, 1e300}) {
      double loss = head.loss(new double[] {s}, 0, new float[] {1});
      assertThat(loss).isBetween(0.0, 1e-300);
      assertThat(head.logOdds(new double[] {s}, 0)).isGreaterThanOrEqualTo(s * s / 2);
    }
  }

  @Test
  void probitResolvesLogOddsAroundZero() {
    double slope = 4 / Math.sqrt(2 * Math.PI);
    for (double s : new double[] {1e-300, 1e-20, -1e-9}) {
      assertThat(OutputHead.sigmoid(1, Link.PROBIT).logOdds(new double[] {s}, 0))
          .isCloseTo(slope * s, within(1e-15 * Math.abs(s)));
    }
  }

  @Test
  void saysItsLinkUnlessItIsTheLogit() {
    assertThat(OutputHead.sigmoid(1, Link.PROBIT).description())
        .isEqualTo("1 probit unit, binary cross-entropy");
    assertThat(OutputHead.sigmoid(3, Link.CLOGLOG).description())
        .isEqualTo("3 cloglog units, binary cross-entropy");
    assertThat(OutputHead.sigmoid(1, Link.LOGIT)).isEqualTo(OutputHead.SIGMOID);
    assertThat(OutputHead.sigmoid(1, Link.PROBIT).name()).isEqualTo("sigmoid");
  }

  @Test
  void showsStockDl4jARegressionOfTheUnitsNumber() {
    for (Link link : new Link[] {Link.PROBIT, Link.CLOGLOG}) {
      OutputHead head = OutputHead.sigmoid(1, link);
      assertThat(head.activation()).isEqualTo(Activation.IDENTITY);
      assertThat(head.stockLoss()).isInstanceOf(LossMSE.class);
    }
  }

  private static OutputHead head(JsonNode golden) {
    String link = golden.get("link").textValue();
    return OutputHead.sigmoid(1, Link.valueOf(link.toUpperCase(Locale.ROOT)));
  }

  private static void assertClose(double actual, JsonNode expected) {
    assertClose(actual, expected, 2 * Double.MIN_VALUE);
  }

  private static void assertClose(double actual, JsonNode expected, double absolute) {
    if (expected.isNull()) { // beyond double
      assertThat(actual).isInfinite().isPositive();
    } else {
      double value = expected.doubleValue();
      assertThat(actual).isCloseTo(value, within(Math.abs(value) * RELATIVE + absolute));
    }
  }
}
