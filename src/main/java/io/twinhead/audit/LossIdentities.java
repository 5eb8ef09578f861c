package io.twinhead.audit;

import java.util.List;

/** Claim S3: both losses are the softplus of a signed logit difference, to the last digit. */
final class LossIdentities {
  private static final double LN2 = Math.log(2);

  /** Beyond, exp leaves double's range. */
  private static final double RANGE = 700;

  /** s, and log(1 + exp(-s)) from 50-digit arithmetic. */
  private static final double[][] KNOWN = {
    {0, 0.69314718055994530942},
    {1, 0.31326168751822283405},
    {20, 2.0611536203143807e-9},
    {40, 4.2483542552915889962e-18},
    {700, 9.8596765437597708567e-305},
    {-20, 20.0000000020611536203},
    {-1000, 1000}
  };

  private LossIdentities() {}

  static List<Check> check(Functions f, Points points) {
    return List.of(
        sigmoid(f, points),
        softmax(f, points),
        tails(f),
        hinge(f, points),
        finite(f, points),
        relative(f),
        agreement(f, points));
  }

  private static Check sigmoid(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S3.1", "sigmoid loss of a positive, inverted; relative", "e^L - 1 = e^-s", 2e-12);
    for (double s : points.singlesWithin(RANGE)) {
      statement.relative(Math.expm1(f.loss(s, 1)), Math.exp(-s));
      statement.relative(Math.expm1(f.loss(s, 0)), Math.exp(s));
    }
    return statement.check();
  }

  private static Check softmax(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S3.2", "softmax loss of a positive, inverted; relative", "e^L - 1 = e^(z0-z1)", 2e-12);
    for (double[] z : points.pairsWithin(RANGE)) {
      statement.relative(Math.expm1(f.pairLoss(z, 1)), Math.exp(z[0] - z[1]));
      statement.relative(Math.expm1(f.pairLoss(z, 0)), Math.exp(z[1] - z[0]));
    }
    return statement.check();
  }

  private static Check tails(Functions f) {
    Statement statement =
        new Statement(
            "S3.3", "tail against 50-digit arithmetic; relative", "L(20) = 2.0611536203e-9", 1e-15);
    for (double[] known : KNOWN) {
      statement.relative(f.loss(known[0], 1), known[1]);
      statement.relative(f.pairLoss(new double[] {0, known[0]}, 1), known[1]);
    }
    return statement.check();
  }

  private static Check hinge(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S3.4", "gap to the hinge, outside its range", "0 <= L - max(0, -s) <= ln 2", 4e-16);
    for (double s : points.singles()) {
      statement.between(0, f.loss(s, 1) - Math.max(0, -s), LN2);
      statement.between(0, f.loss(s, 0) - Math.max(0, s), LN2);
    }
    return statement.check();
  }

  private static Check finite(Functions f, Points points) {
    Statement statement =
        new Statement("S3.5", "losses that are not finite; count", "0 <= L < infinity", 0);
    for (double s : points.singles()) {
      statement.counts(finite(f.loss(s, 1)) && finite(f.loss(s, 0)));
    }
    for (double[] z : points.pairs()) {
      statement.counts(finite(f.pairLoss(z, 1)) && finite(f.pairLoss(z, 0)));
    }
    return statement.check();
  }

  private static boolean finite(double loss) {
    return loss >= 0 && loss < Double.POSITIVE_INFINITY;
  }

  /** On multiples of 1/64, of which sums are exact. */
  private static Check relative(Functions f) {
    Statement statement =
        new Statement("S3.6", "softmax judges relative logits; absolute", "L(z + c) = L(z)", 0);
    for (int i = -500; i <= 500; i++) {
      double[] z = {i / 64.0, (i * 37 % 1001) / 64.0};
      double c = (i * 113 % 977) / 64.0;
      statement.absolute(f.pairLoss(new double[] {z[0] + c, z[1] + c}, 1), f.pairLoss(z, 1));
    }
    return statement.check();
  }

  private static Check agreement(Functions f, Points points) {
    Statement statement =
        new Statement("S3.7", "both heads at s = z1 - z0; relative", "L(z0, z1) = L(s)", 0);
    for (double[] z : points.pairs()) {
      statement.relative(f.pairLoss(z, 1), f.loss(z[1] - z[0], 1));
      statement.relative(f.pairLoss(z, 0.25f), f.loss(z[1] - z[0], 0.25f));
    }
    return statement.check();
  }
}
