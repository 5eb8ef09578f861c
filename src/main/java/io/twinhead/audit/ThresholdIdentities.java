package io.twinhead.audit;

import io.twinhead.evaluation.BinaryPredictions;
import io.twinhead.evaluation.Curve;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Claim S5: arg max is the threshold one half, and two outputs have the curves of one. */
final class ThresholdIdentities {
  /** Log-odds no further below 0 can give a probability that rounds to one half, and accepts. */
  private static final double TIE = -2.3e-16;

  /** Log-odds up to here that differ by 1/8 have probabilities that differ as well. */
  private static final double RANGE = 15;

  private ThresholdIdentities() {}

  static List<Check> check(Functions f, Points points) {
    return List.of(argMax(f, points), sign(f, points), precisionRecall(f, points), roc(f, points));
  }

  private static Check argMax(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S5.1",
            "decisions that differ, 0 > z1 - z0 > -2.3e-16 being a tie; count",
            "arg max = 1 <=> p1 >= 1/2",
            0);
    for (double[] z : points.pairs()) {
      statement.counts(agrees(z[1] - z[0], f.accepts(f.softmax(z)[1])));
    }
    return statement.check();
  }

  private static Check sign(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S5.2",
            "decisions of one unit that differ, 0 > s > -2.3e-16 being a tie; count",
            "s >= 0 <=> sigma(s) >= 1/2",
            0);
    for (double s : points.singles()) {
      statement.counts(agrees(s, f.accepts(f.sigma(s))));
    }
    return statement.check();
  }

  private static boolean agrees(double logOdds, boolean accepted) {
    return accepted ? logOdds > TIE : logOdds < 0;
  }

  private static Check precisionRecall(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S5.3",
            "precision and recall, sweeping p1 of two outputs; absolute",
            "{p1 >= t} = {s >= logit t}",
            1e-15);
    Sweep sweep = new Sweep(f, points);
    Curve curve = f.precisionRecall(sweep.rows);
    double[] levels = sweep.levels();
    statement.counts(curve.logits().length == levels.length + 1);
    for (int i = 0; i < Math.min(levels.length, curve.logits().length); i++) {
      double hits = sweep.accepted(levels[i], 1);
      statement.absolute(curve.y()[i], hits / (hits + sweep.accepted(levels[i], 0)));
      statement.absolute(curve.x()[i], hits / sweep.accepted(0, 1));
    }
    return statement.check();
  }

  private static Check roc(Functions f, Points points) {
    Statement statement =
        new Statement(
            "S5.4",
            "true and false positive rates, sweeping p1 of two outputs; absolute",
            "{p1 >= t} = {s >= logit t}",
            1e-15);
    Sweep sweep = new Sweep(f, points);
    Curve curve = f.roc(sweep.rows);
    double[] levels = sweep.levels();
    statement.counts(curve.logits().length == levels.length + 1);
    for (int i = 1; i < Math.min(levels.length + 1, curve.logits().length); i++) {
      double level = levels[levels.length - i];
      statement.absolute(curve.x()[i], sweep.accepted(level, 0) / sweep.accepted(0, 0));
      statement.absolute(curve.y()[i], sweep.accepted(level, 1) / sweep.accepted(0, 1));
    }
    return statement.check();
  }

  /** Labelled rows, and the decisions that two softmax outputs make on them at a threshold. */
  private static final class Sweep {
    private final BinaryPredictions rows;
    private final double[] seconds;

    /** Rows with ties, the higher their log-odds the more often positive, of both classes. */
    Sweep(Functions f, Points points) {
      double[] logits =
          DoubleStream.concat(
                  Arrays.stream(points.singlesWithin(RANGE)).map(s -> Math.rint(8 * s) / 8),
                  DoubleStream.of(0, 0))
              .toArray();
      int[] labels = new int[logits.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = logits[i] + 12 * Math.sin(i) > 0 ? 1 : 0;
      }
      labels[labels.length - 2] = 0;
      labels[labels.length - 1] = 1;
      rows = BinaryPredictions.of(logits, labels);
      seconds = Arrays.stream(logits).map(s -> f.softmax(0.5 - s, 0.5)[1]).toArray();
    }

    /** The distinct probabilities of the second output, ascending. */
    double[] levels() {
      return Arrays.stream(seconds).distinct().sorted().toArray();
    }

    /** Rows with this label and a probability of at least the threshold. */
    double accepted(double threshold, int label) {
      int count = 0;
      for (int i = 0; i < seconds.length; i++) {
        count += seconds[i] >= threshold && rows.labels()[i] == label ? 1 : 0;
      }
      return count;
    }
  }
}
