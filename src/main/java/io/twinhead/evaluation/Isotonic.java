package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
import java.util.ArrayList;
import java.util.List;

/**
 * Isotonic regression of the labels on the log-odds (Zadrozny and Elkan, "Transforming Classifier
 * Scores into Accurate Multiclass Probability Estimates", 2002): probabilities at knots, between
 * them linear in the log-odds, beyond them constant. This is scikit-learn's {@code
 * IsotonicRegression(out_of_bounds="clip")} on the decision values.
 *
 * <p>A block of rows of one class would get probability 0 or 1, and one row of the other class
 * there an infinite log loss. So probabilities are kept within 1 / (W + 2) and 1 - 1 / (W + 2),
 * where W is the number of rows fitted to: what Laplace's rule gives to W rows of one class ({@code
 * y_min} and {@code y_max} in scikit-learn).
 *
 * @param knots at least one, ascending in both
 */
public record Isotonic(List<Knot> knots) implements Calibration {

  /**
   * A point of the map.
   *
   * @param logit log-odds before, finite
   * @param probability after, between 0 and 1 and neither
   */
  public record Knot(double logit, double probability) {
    public Knot {
      LogOdds.requireFinite("logit", logit);
      if (!(probability > 0 && probability < 1)) {
        throw new IllegalArgumentException(
            "probability = " + probability + ": must lie between 0 and 1, and be neither");
      }
    }
  }

  public Isotonic {
    knots = List.copyOf(knots);
    if (knots.isEmpty()) {
      throw new IllegalArgumentException("an isotonic map needs at least one knot");
    }
    for (int k = 1; k < knots.size(); k++) {
      Knot left = knots.get(k - 1);
      Knot right = knots.get(k);
      if (!(left.logit < right.logit && left.probability <= right.probability)) {
        throw new IllegalArgumentException(
            "knots %d and %d do not ascend: %s, %s".formatted(k, k + 1, left, right));
      }
    }
  }

  /** Pools adjacent violators (Ayer et al., 1955); rows with the same log-odds are one point. */
  static Isotonic fit(BinaryPredictions rows) {
    Ranking ranking = new Ranking(rows);
    Ranking.Tally tally = ranking.tally(rows.weights());
    List<Block> blocks = new ArrayList<>();
    for (int level = 0; level < ranking.levels().length; level++) {
      Block block = new Block(level, level, tally.positive()[level], tally.negative()[level]);
      while (!blocks.isEmpty() && last(blocks).share() >= block.share()) {
        block = blocks.remove(blocks.size() - 1).join(block);
      }
      blocks.add(block);
    }
    return new Isotonic(knots(blocks, ranking.levels(), 1 / (rows.size() + 2.0)));
  }

  @Override
  public CalibrationMethod method() {
    return CalibrationMethod.ISOTONIC;
  }

  @Override
  public double apply(double logOdds) {
    return Logistic.logit(probability(logOdds));
  }

  private double probability(double d) {
    int right = firstNotBelow(d);
    if (right == knots.size()) {
      return last(knots).probability;
    }
    Knot to = knots.get(right);
    if (right == 0 || to.logit == d) {
      return to.probability; // interpolation could round it, and rows of a block would differ
    }
    Knot from = knots.get(right - 1);
    // Halves, because the difference of two finite numbers may be infinite.
    double part = (d / 2 - from.logit / 2) / (to.logit / 2 - from.logit / 2);
    double between = from.probability + part * (to.probability - from.probability);
    return Math.min(to.probability, between);
  }

  /** The index of the first knot that is not below d; the number of knots if all are. */
  private int firstNotBelow(double d) {
    int low = 0;
    int high = knots.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (knots.get(middle).logit < d) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static List<Knot> knots(List<Block> blocks, double[] levels, double least) {
    List<Knot> knots = new ArrayList<>();
    for (Block block : blocks) {
      double probability = Math.max(least, Math.min(1 - least, block.share()));
      knots.add(new Knot(levels[block.first], probability));
      if (block.last > block.first) {
        knots.add(new Knot(levels[block.last], probability));
      }
    }
    return knots;
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  /** Neighbouring levels that share one probability. */
  private record Block(int first, int last, double positive, double negative) {
    double share() {
      return positive / (positive + negative);
    }

    Block join(Block next) {
      return new Block(first, next.last, positive + next.positive, negative + next.negative);
    }
  }
}
