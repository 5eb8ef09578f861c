package io.twinhead.audit;

import java.util.Arrays;
import java.util.List;

/** Claim S10: the logistic function, its slope and its saturation. */
final class LogisticIdentities {
  private static final double H = 1e-3;
  private static final double RANGE = 40;
  private static final double LOGIT_RANGE = 700;

  private LogisticIdentities() {}

  static List<Check> check(Functions f, Points points) {
    return List.of(
        complement(f, points),
        slope(f, points),
        steepness(f, points),
        monotone(f, points),
        inverse(f, points),
        vanishing(f, points));
  }

  private static Check complement(Functions f, Points points) {
    Statement statement =
        new Statement("S10.1", "complement; absolute", "sigma(-s) + sigma(s) = 1", 4.5e-16);
    for (double s : points.singles()) {
      statement.absolute(f.sigma(-s) + f.sigma(s), 1);
    }
    return statement.check();
  }

  private static Check slope(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S10.2",
            "slope against differences; absolute",
            "sigma' = sigma(s) (1 - sigma(s))",
            1e-12);
    for (double s : points.singlesWithin(RANGE)) {
      double near = f.sigma(s + H) - f.sigma(s - H);
      double far = f.sigma(s + 2 * H) - f.sigma(s - 2 * H);
      double p = 1 / (1 + Math.exp(-s));
      statement.absolute((8 * near - far) / (12 * H), p * (1 - p));
    }
    return statement.check();
  }

  private static Check steepness(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S10.3",
            "secants steeper than a quarter; excess",
            "(sigma(b) - sigma(a)) / (b - a) <= 1/4",
            1e-13);
    for (double s : points.singlesWithin(RANGE)) {
      for (double step : new double[] {2 * H, 0.7, 5}) {
        statement.between(0, (f.sigma(s + step) - f.sigma(s)) / step, 0.25);
      }
    }
    return statement.check();
  }

  private static Check monotone(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S10.4", "outside 0 to 1, or falling; count", "a <= b => sigma(a) <= sigma(b)", 0);
    double last = 0;
    for (double s : Arrays.stream(points.singles()).sorted().toArray()) {
      double p = f.sigma(s);
      statement.counts(p >= last && p <= 1);
      last = p;
    }
    return statement.check();
  }

  private static Check inverse(Functions f, Points points) {
    Statement statement =
        new Statement("S10.5", "link of the logit; absolute", "logit(sigma(s)) = s", 1e-12);
    for (double s : points.singlesWithin(LOGIT_RANGE)) {
      statement.absolute(f.logit(f.sigma(-Math.abs(s))), -Math.abs(s));
    }
    return statement.check();
  }

  private static Check vanishing(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S10.6",
            "both heads' gradients vanish together; relative",
            "dL/dz1 (z0, z1) = dL/ds (z1 - z0)",
            0);
    for (double[] z : points.pairs()) {
      statement.relative(f.pairGradient(z, 1)[1], f.slope(z[1] - z[0], 1));
      statement.relative(f.pairGradient(z, 0)[1], f.slope(z[1] - z[0], 0));
    }
    return statement.check();
  }
}
