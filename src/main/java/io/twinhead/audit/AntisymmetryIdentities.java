package io.twinhead.audit;

import java.util.List;

/** Claim S14: when a softmax's logits are each other's negatives, it is a sigmoid of twice one. */
final class AntisymmetryIdentities {
  private AntisymmetryIdentities() {}

  static List<Check> check(Functions f, Points points) {
    return List.of(twice(f, points), halves(f, points), kept(f, points));
  }

  private static Check twice(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S14.1", "softmax of (-z, z); absolute", "p1(-z, z) = 1/(1 + e^(-2z))", 3e-16);
    for (double z : points.singles()) {
      statement.absolute(f.softmax(-z, z)[1], 1 / (1 + Math.exp(-2 * z)));
    }
    return statement.check();
  }

  private static Check halves(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S14.2", "loss of (-s/2, s/2) and of s; relative", "L(-s/2, s/2) = L(s)", 1e-15);
    for (double s : points.singles()) {
      double[] z = {-s / 2, s / 2};
      statement.relative(f.pairLoss(z, 1), f.loss(s, 1));
      statement.relative(f.pairLoss(z, 0), f.loss(s, 0));
    }
    return statement.check();
  }

  private static Check kept(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S14.3",
            "gradients are each other's negatives, so updates keep w0 + w1; absolute",
            "dL/dz0 + dL/dz1 = 0",
            0);
    for (double[] z : points.pairs()) {
      double[] gradient = f.pairGradient(z, 0.75f);
      statement.absolute(gradient[0] + gradient[1], 0);
    }
    return statement.check();
  }
}
