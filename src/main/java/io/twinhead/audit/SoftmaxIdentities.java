package io.twinhead.audit;

import java.util.Arrays;
import java.util.List;

/** Claim S11: softmax is a distribution of relative logits, which temperature flattens. */
final class SoftmaxIdentities {
  private static final double[] TEMPERATURES = {0.5, 1, 2, 8};

  /** The source documents' examples; digits from 50-digit arithmetic. */
  private static final double[][] EXAMPLES = {
    {1, 2, 3, 4, -3, -4, -2, -10000},
    {
      0.031981869601104376419, 0.086935734976828760008, 0.23631582863124505432,
      0.64237302274555519935, 0.0005857683746004128229, 0.00021549214230390395772,
      0.0015922835283622931192, 0
    },
    {3, 1, -3},
    {0.87887824273215089538, 0.11894323591065208148, 0.002178521357197023137},
  };

  private SoftmaxIdentities() {}

  static List<Check> check(Functions f, Points points) {
    return List.of(
        sum(f, points),
        shift(f, points),
        ratios(f, points),
        logarithm(f, points),
        examples(f),
        temperature(f, points),
        distillation(f, points));
  }

  private static Check sum(Functions f, Points points) {
    Statement statement =
        new Statement("S11.1", "sum of the probabilities; absolute", "sum_k p_k = 1", 1e-15);
    for (double[] z : points.rows()) {
      statement.absolute(Arrays.stream(f.softmax(z)).sum(), 1);
    }
    return statement.check();
  }

  /** On multiples of 1/64, of which sums are exact. */
  private static Check shift(Functions f, Points points) {
    Statement statement =
        new Statement("S11.2", "the same for logits + c; absolute", "p(z + c) = p(z)", 0);
    for (double[] row : points.rowsWithin(100)) {
      double[] z = Arrays.stream(row).map(v -> Math.rint(64 * v) / 64).toArray();
      double[] p = f.softmax(z);
      double[] shifted = f.softmax(Arrays.stream(z).map(v -> v + 1000.25).toArray());
      for (int k = 0; k < z.length; k++) {
        statement.absolute(shifted[k], p[k]);
      }
    }
    return statement.check();
  }

  private static Check ratios(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S11.3",
            "log of each ratio at temperatures 1/2 to 8; relative to the largest logit",
            "log p_i(z/T) - log p_j(z/T) = (z_i - z_j)/T",
            1e-15);
    for (double t : TEMPERATURES) {
      for (double[] z : points.rows()) {
        double[] logs = f.logSoftmax(Arrays.stream(z).map(v -> v / t).toArray());
        double scale = 1 + Arrays.stream(z).map(Math::abs).max().orElseThrow() / t;
        for (int k = 1; k < z.length; k++) {
          statement.absolute((logs[k] - logs[0]) / scale, (z[k] / t - z[0] / t) / scale);
        }
      }
    }
    return statement.check();
  }

  private static Check logarithm(Functions f, Points points) {
    Statement statement =
        new Statement("S11.4", "log softmax, inverted; absolute", "e^(log p) = p", 1e-15);
    for (double[] z : points.rows()) {
      double[] p = f.softmax(z);
      double[] logs = f.logSoftmax(z);
      for (int k = 0; k < z.length; k++) {
        statement.absolute(Math.exp(logs[k]), p[k]);
      }
    }
    return statement.check();
  }

  private static Check examples(Functions f) {
    Statement statement =
        new Statement(
            "S11.5",
            "examples with many and with three logits; relative",
            "softmax(3, 1, -3)",
            1e-14);
    for (int example = 0; example < EXAMPLES.length; example += 2) {
      double[] p = f.softmax(EXAMPLES[example]);
      for (int k = 0; k < p.length; k++) {
        statement.relative(p[k], EXAMPLES[example + 1][k]);
      }
    }
    return statement.check();
  }

  private static Check temperature(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S11.6",
            "temperature divides z1 - z0, however it is shared out; absolute",
            "p1((0, s)/T) = p1((-s/2, s/2)/T) = 1/(1 + e^(-s/T))",
            5e-16);
    for (double t : TEMPERATURES) {
      for (double s : points.singles()) {
        double expected = 1 / (1 + Math.exp(-s / t));
        statement.absolute(f.softmax(0, s / t)[1], expected);
        statement.absolute(f.softmax(-s / 2 / t, s / 2 / t)[1], expected);
      }
    }
    return statement.check();
  }

  private static Check distillation(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S11.7",
            "slope of the loss against a teacher; absolute",
            "dL/ds = T (sigma(s/T) - sigma(d/T))",
            1e-14);
    for (double t : TEMPERATURES) {
      for (double[] z : points.pairs()) {
        float teacher = (float) (1 / (1 + Math.exp(-z[0] / t)));
        double student = 1 / (1 + Math.exp(-z[1] / t));
        statement.absolute(f.distilledSlope(z[1], t, teacher), t * (student - teacher));
      }
    }
    return statement.check();
  }
}
