package io.twinhead.evaluation;

import java.util.Locale;
import java.util.Optional;

/**
 * Least expected cost per row when the two kinds of error cost differently. For calibrated
 * probabilities the optimum is known beforehand, FP / (FP + FN): Elkan, "The Foundations of
 * Cost-Sensitive Learning", IJCAI 2001. Ties go there.
 *
 * @param falsePositive cost of a negative row predicted positive
 * @param falseNegative cost of a positive row predicted negative
 * @param describe as it was typed
 */
record CostObjective(double falsePositive, double falseNegative, String describe)
    implements ThresholdObjective {
  static final String PREFIX = "cost:";

  CostObjective {
    double sum = falsePositive + falseNegative;
    if (!(falsePositive >= 0 && falseNegative >= 0 && sum > 0 && Double.isFinite(sum))) {
      throw new IllegalArgumentException(
          describe + ": costs are finite numbers from 0 up, and not both 0");
    }
  }

  static CostObjective parse(String text) {
    String[] costs = text.substring(PREFIX.length()).split(",", -1);
    if (costs.length != 2) {
      throw new IllegalArgumentException(
          text + ": write cost:FP,FN, the costs of a false positive and of a false negative");
    }
    return new CostObjective(
        FloorObjective.number(text, costs[0]), FloorObjective.number(text, costs[1]), text);
  }

  @Override
  public Score value(ConfusionMatrix decisions) {
    double total = decisions.tp() + decisions.fp() + decisions.fn() + decisions.tn();
    return Score.of(
        falsePositive * (decisions.fp() / total) + falseNegative * (decisions.fn() / total));
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public double unit() {
    return falsePositive + falseNegative;
  }

  @Override
  public double reference() {
    return falsePositive / unit();
  }

  @Override
  public Optional<String> theory() {
    return Optional.of(
        String.format(
            Locale.ROOT,
            "for calibrated probabilities the best threshold is FP / (FP + FN) = %.4g",
            reference()));
  }
}
