package io.twinhead.audit;

import java.util.List;

/** Claim S3, slopes: p - y for both heads, and of opposite sign for the two softmax logits. */
final class GradientIdentities {
  /** Step of the differences: the error of the formula is h^4 / 30 times the fifth derivative. */
  private static final double H = 1e-3;

  private static final double RANGE = 60;

  private GradientIdentities() {}

  static List<Check> check(Functions f, Points points) {
    return List.of(
        residual(f, points), opposite(f, points), differences(f, points), bounded(f, points));
  }

  private static Check residual(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S3.8", "slope of the sigmoid loss; absolute", "dL/ds = 1/(1 + e^-s) - y", 5e-16);
    for (double s : points.singles()) {
      double p = 1 / (1 + Math.exp(-s));
      statement.absolute(f.slope(s, 0), p);
      statement.absolute(f.slope(s, 1), p - 1);
    }
    return statement.check();
  }

  private static Check opposite(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S3.9",
            "softmax logits move in opposite directions; absolute",
            "dL/dz1 = -dL/dz0 = p1 - y",
            5e-16);
    for (double[] z : points.pairs()) {
      for (float y = 0; y <= 1; y++) {
        double[] gradient = f.pairGradient(z, y);
        double residual = 1 / (1 + Math.exp(z[0] - z[1])) - y;
        statement.absolute(gradient[1], residual);
        statement.absolute(gradient[0], -residual);
      }
    }
    return statement.check();
  }

  private static Check differences(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S3.10",
            "slope against differences of the loss; absolute",
            "dL/ds = (8(L(s+h)-L(s-h)) - L(s+2h) + L(s-2h))/12h",
            1e-10);
    for (double s : points.singlesWithin(RANGE)) {
      statement.absolute(f.slope(s, 1), difference(f, s, 1));
      statement.absolute(f.slope(s, 0.3f), difference(f, s, 0.3f));
    }
    return statement.check();
  }

  private static double difference(Functions f, double s, float q) {
    double near = f.loss(s + H, q) - f.loss(s - H, q);
    double far = f.loss(s + 2 * H, q) - f.loss(s - 2 * H, q);
    return (8 * near - far) / (12 * H);
  }

  private static Check bounded(Functions f, Points points) {
    Statement statement =
        new Statement("S3.11", "slopes beyond 1 or not finite; count", "|dL/ds| <= 1", 0);
    for (double s : points.singles()) {
      statement.counts(Math.abs(f.slope(s, 0)) <= 1 && Math.abs(f.slope(s, 1)) <= 1);
    }
    for (double[] z : points.pairs()) {
      double[] gradient = f.pairGradient(z, 1);
      statement.counts(Math.abs(gradient[0]) <= 1 && Math.abs(gradient[1]) <= 1);
    }
    return statement.check();
  }
}
