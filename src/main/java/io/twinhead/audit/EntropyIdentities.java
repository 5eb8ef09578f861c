package io.twinhead.audit;

import java.util.Arrays;
import java.util.List;

/** Claim S13: log loss is entropy plus divergence, and tells models apart that decide alike. */
final class EntropyIdentities {
  private static final int STEPS = 64;

  /** The source documents' two models for the labels 3, 2, 1, and their log losses. */
  private static final double[] FIRST = {.3, .3, .4, .3, .4, .3, .1, .2, .7};

  private static final double[] SECOND = {.1, .2, .7, .1, .7, .2, .3, .4, .3};
  private static final float[] LABELS = {0, 0, 1, 0, 1, 0, 1, 0, 0};

  private EntropyIdentities() {}

  static List<Check> check(Functions f) {
    return List.of(sum(f), divergence(f), loss(f), examples(f));
  }

  private static Check sum(Functions f) {
    Statement statement =
        new Statement("S13.1", "cross-entropy; absolute", "H(p, q) = H(p) + KL(p, q)", 1e-14);
    for (double p : shares()) {
      for (double q : shares()) {
        statement.absolute(f.crossEntropy(p, q), f.entropy(p) + f.divergence(p, q));
      }
    }
    return statement.check();
  }

  private static Check divergence(Functions f) {
    Statement statement =
        new Statement(
            "S13.2",
            "divergence that is negative, or 0 for unequal distributions; count",
            "KL(p, q) >= 0, = 0 <=> p = q",
            0);
    for (double p : shares()) {
      for (double q : shares()) {
        double divergence = f.divergence(p, q);
        statement.counts(p == q ? divergence == 0 : divergence > 0);
      }
    }
    return statement.check();
  }

  private static Check loss(Functions f) {
    Statement statement =
        new Statement(
            "S13.3",
            "loss of the logit of q where the target is p; absolute",
            "L(logit q; p) = -p log q - (1 - p) log(1 - q)",
            1e-14);
    for (double p : shares()) {
      for (double q : shares()) {
        double expected = -p * Math.log(q) - (1 - p) * Math.log(1 - q);
        statement.absolute(f.loss(Math.log(q / (1 - q)), (float) p), expected);
        statement.absolute(f.crossEntropy(p, q), expected);
      }
    }
    return statement.check();
  }

  private static Check examples(Functions f) {
    Statement statement =
        new Statement(
            "S13.4",
            "two models that are right twice of three times; absolute",
            "1.3783888522474517 and 0.6391075640678003",
            1e-15);
    statement.absolute(meanLoss(f, FIRST), 1.3783888522474517);
    statement.absolute(meanLoss(f, SECOND), 0.6391075640678003);
    return statement.check();
  }

  private static double meanLoss(Functions f, double[] probabilities) {
    double sum = 0;
    for (int i = 0; i < probabilities.length; i += 3) {
      double[] row = Arrays.copyOfRange(probabilities, i, i + 3);
      double[] z = Arrays.stream(row).map(Math::log).toArray();
      sum += f.softmaxLoss(z, Arrays.copyOfRange(LABELS, i, i + 3));
    }
    return sum / (probabilities.length / 3);
  }

  /** Multiples of 1/64, which are exact in float too. */
  private static double[] shares() {
    double[] shares = new double[STEPS - 1];
    Arrays.setAll(shares, i -> (i + 1.0) / STEPS);
    return shares;
  }
}
