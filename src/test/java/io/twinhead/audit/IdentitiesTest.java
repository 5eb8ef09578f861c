package io.twinhead.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.Link;
import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Curve;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every check holds for this program's functions, and fails for some wrong one. */
class IdentitiesTest {
  /** Mistakes that people make, or nearly, by the checks that must find them. */
  private static final Map<List<String>, Functions> MISTAKES = mistakes();

  @SuppressWarnings("unused") // the parameters below
  private static final List<Map.Entry<List<String>, Functions>> CASES =
      List.copyOf(MISTAKES.entrySet());

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, -9})
  void hold(long seed) {
    assertThat(Identities.check(seed)).filteredOn(check -> !check.holds()).isEmpty();
  }

  @Test
  void areTheSameForTheSameSeed() {
    assertThat(Identities.check(5)).isEqualTo(Identities.check(5));
  }

  @Test
  void haveDifferentNames() {
    assertThat(Identities.check(1)).extracting(Check::id).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void failForAWrongFunction(Map.Entry<List<String>, Functions> mistake) {
    List<Check> checks = Identities.check(mistake.getValue(), Points.random(1));
    assertThat(checks)
        .filteredOn(check -> mistake.getKey().contains(check.id()))
        .hasSameSizeAs(mistake.getKey())
        .allSatisfy(
            check -> {
              assertThat(check.holds()).as(check.id()).isFalse();
              assertThat(check.largestError()).isGreaterThan(check.tolerance()).isFinite();
            });
  }

  @Test
  void canAllFail() {
    TreeSet<String> found = new TreeSet<>();
    MISTAKES.keySet().forEach(found::addAll);
    assertThat(Identities.check(1)).extracting(Check::id).isSubsetOf(found);
  }

  private static Map<List<String>, Functions> mistakes() {
    Map<List<String>, Functions> mistakes = new LinkedHashMap<>();
    mistakes.put(
        List.of("S3.1", "S3.3", "S3.5", "S3.7", "S14.2"),
        new Functions() { // from the probability, as the textbook says
          @Override
          public double loss(double s, float q) {
            double p = 1 / (1 + Math.exp(-s));
            return -q * Math.log(p) - (1 - q) * Math.log(1 - p);
          }
        });
    mistakes.put(
        List.of("S3.2", "S3.7", "S14.2"),
        new Functions() { // clipped, as frameworks do
          @Override
          public double pairLoss(double[] z, float q) {
            double p = Math.min(1 - 1e-10, Math.max(1e-10, 1 / (1 + Math.exp(z[0] - z[1]))));
            return -q * Math.log(p) - (1 - q) * Math.log(1 - p);
          }
        });
    mistakes.put(
        List.of("S3.4", "S3.10", "S13.3"),
        new Functions() { // in bits
          @Override
          public double loss(double s, float q) {
            return Functions.super.loss(s, q) / Math.log(2);
          }
        });
    mistakes.put(
        List.of("S3.6"),
        new Functions() { // each unit against 0
          @Override
          public double pairLoss(double[] z, float q) {
            return loss(z[1], q) + loss(z[0], 1 - q);
          }
        });
    mistakes.put(
        List.of("S3.8", "S3.10", "S3.11", "S10.6"),
        new Functions() { // the derivative by p
          @Override
          public double slope(double s, float q) {
            double p = 1 / (1 + Math.exp(-s));
            return (p - q) / (p * (1 - p));
          }
        });
    mistakes.put(
        List.of("S3.9", "S14.3"),
        new Functions() { // only the class that is right
          @Override
          public double[] pairGradient(double[] z, float q) {
            double[] gradient = Functions.super.pairGradient(z, q);
            gradient[q > 0.5 ? 0 : 1] = 0;
            return gradient;
          }
        });
    mistakes.put(
        List.of("S3.9", "S3.11", "S10.6"),
        new Functions() { // both probabilities fed to two sigmoid units
          @Override
          public double[] pairGradient(double[] z, float q) {
            double[] gradient = Functions.super.pairGradient(z, q);
            return new double[] {2 * gradient[0], 2 * gradient[1]};
          }
        });
    mistakes.put(
        List.of("S5.1", "S5.2"),
        new Functions() { // a tie is negative
          @Override
          public boolean accepts(double probability) {
            return probability > 0.5;
          }
        });
    mistakes.put(
        List.of("S5.3", "S5.4"),
        new Functions() { // the curves of the other class
          @Override
          public Curve precisionRecall(BinaryPredictions p) {
            return Functions.super.precisionRecall(negated(p));
          }

          @Override
          public Curve roc(BinaryPredictions p) {
            return Functions.super.roc(negated(p));
          }
        });
    mistakes.put(
        List.of("S5.2", "S10.1", "S10.4"),
        new Functions() { // the wrong sign
          @Override
          public double sigma(double s) {
            return s > 3 ? Functions.super.sigma(-s) : Functions.super.sigma(s);
          }
        });
    mistakes.put(
        List.of("S10.5"),
        new Functions() { // clipped, against infinity
          @Override
          public double logit(double p) {
            return Functions.super.logit(Math.max(p, 1e-7));
          }
        });
    mistakes.put(
        List.of("S10.2", "S10.3"),
        new Functions() { // 1.702 s is the probit's approximation
          @Override
          public double sigma(double s) {
            return Functions.super.sigma(1.702 * s);
          }
        });
    mistakes.put(
        List.of("S10.7", "S10.8"),
        new Functions() { // erf without the root of 2
          @Override
          public double probability(Link link, double s) {
            return Functions.super.probability(link, link == Link.PROBIT ? s * Math.sqrt(2) : s);
          }
        });
    mistakes.put(
        List.of("S10.9"),
        new Functions() { // log-log instead of its complement
          @Override
          public double linkLoss(Link link, double s, float q) {
            return Functions.super.linkLoss(link, link == Link.CLOGLOG ? -s : s, 1 - q);
          }
        });
    mistakes.put(
        List.of("S10.10", "S10.11"),
        new Functions() { // the unit's number taken for log-odds, and shifted
          @Override
          public double logOdds(Link link, double s) {
            return s + 1e-6;
          }
        });
    mistakes.put(
        List.of("S11.1", "S11.2", "S11.4", "S11.6", "S14.1"),
        new Functions() { // without subtracting the largest
          @Override
          public double[] softmax(double... z) {
            double[] e = Arrays.stream(z).map(Math::exp).toArray();
            double sum = Arrays.stream(e).sum();
            return Arrays.stream(e).map(v -> v / sum).toArray();
          }
        });
    mistakes.put(
        List.of("S11.5", "S11.6", "S14.1"),
        new Functions() { // powers of 2
          @Override
          public double[] softmax(double... z) {
            return Functions.super.softmax(Arrays.stream(z).map(v -> v * Math.log(2)).toArray());
          }
        });
    mistakes.put(
        List.of("S11.3", "S11.4"),
        new Functions() { // the logarithm of a probability that is 0
          @Override
          public double[] logSoftmax(double... z) {
            return Arrays.stream(softmax(z)).map(p -> Math.log(p + 1e-10)).toArray();
          }
        });
    mistakes.put(
        List.of("S11.7"),
        new Functions() { // without T^2
          @Override
          public double distilledSlope(double s, double temperature, float soft) {
            return Functions.super.distilledSlope(s, temperature, soft)
                / (temperature * temperature);
          }
        });
    mistakes.put(
        List.of("S12.1", "S12.2"),
        new Functions() { // sigmoids normalised like a softmax
          @Override
          public double[] sigmoids(double... z) {
            double[] p = Functions.super.sigmoids(z);
            double sum = Arrays.stream(p).sum();
            return Arrays.stream(p).map(v -> v / sum).toArray();
          }
        });
    mistakes.put(
        List.of("S12.3", "S12.4"),
        new Functions() { // not normalised, and the wrong way around
          @Override
          public double[] oneAgainstRest(double... z) {
            return Arrays.stream(sigmoids(z)).map(p -> Math.log(1 - p)).toArray();
          }
        });
    mistakes.put(
        List.of("S13.1", "S13.2"),
        new Functions() { // the other way around, and not counted
          @Override
          public double divergence(double p, double q) {
            return p < 0.5 ? Functions.super.divergence(q, p) : -1e-3;
          }
        });
    mistakes.put(
        List.of("S13.4"),
        new Functions() { // the next class
          @Override
          public double softmaxLoss(double[] z, float[] targets) {
            return Functions.super.softmaxLoss(z, new float[] {targets[2], targets[0], targets[1]});
          }
        });
    return mistakes;
  }

  private static BinaryPredictions negated(BinaryPredictions p) {
    return BinaryPredictions.of(Arrays.stream(p.logits()).map(s -> -s).toArray(), p.labels());
  }
}
