package io.twinhead.audit;

import java.util.Arrays;
import java.util.List;

/** Claim S12: several sigmoids are several decisions; where softmax can be used, they can too. */
final class LabelIdentities {
  private static final double RANGE = 30;

  private LabelIdentities() {}

  static List<Check> check(Functions f, Points points) {
    return List.of(
        independent(f, points), sum(f, points), normalised(f, points), argMax(f, points));
  }

  private static Check independent(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S12.1", "each of several sigmoids by itself; absolute", "p_k = 1/(1 + e^-z_k)", 3e-16);
    for (double[] z : points.rows()) {
      double[] p = f.sigmoids(z);
      for (int k = 0; k < z.length; k++) {
        statement.absolute(p[k], 1 / (1 + Math.exp(-z[k])));
      }
    }
    return statement.check();
  }

  private static Check sum(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S12.2",
            "sum of five sigmoids, 0 to 5 and not 1; absolute",
            "sum_k p_k (z, .., z) = 5/(1 + e^-z)",
            2e-15);
    for (double z : points.singles()) {
      double[] p = f.sigmoids(z, z, z, z, z);
      statement.absolute(Arrays.stream(p).sum(), 5 / (1 + Math.exp(-z)));
    }
    return statement.check();
  }

  private static Check normalised(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S12.3",
            "sigmoids for exclusive classes, one against the rest; absolute",
            "P(k) = p_k / sum_j p_j",
            1e-14);
    for (double[] z : points.rowsWithin(RANGE)) {
      double[] p = Arrays.stream(z).map(v -> 1 / (1 + Math.exp(-v))).toArray();
      double sum = Arrays.stream(p).sum();
      double[] logs = f.oneAgainstRest(z);
      for (int k = 0; k < z.length; k++) {
        statement.absolute(Math.exp(logs[k]), p[k] / sum);
      }
    }
    return statement.check();
  }

  /** On multiples of 1/64 up to 15: there, different logits have different probabilities. */
  private static Check argMax(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S12.4",
            "rows that sigmoids and softmax decide differently; count",
            "arg max_k P(k) = arg max_k softmax_k",
            0);
    for (double[] row : points.rowsWithin(RANGE / 2)) {
      double[] z = Arrays.stream(row).map(v -> Math.rint(64 * v) / 64).toArray();
      statement.counts(top(f.oneAgainstRest(z)) == top(f.softmax(z)));
    }
    return statement.check();
  }

  private static int top(double[] values) {
    int top = 0;
    for (int k = 1; k < values.length; k++) {
      top = values[k] > values[top] ? k : top;
    }
    return top;
  }
}
