package io.twinhead.evaluation;

import java.util.Optional;

/**
 * The most of one of precision and recall while the other is at least so much. Of thresholds with
 * the same value, the one with more of the other is taken.
 *
 * @param floored what must be reached: precision or recall
 * @param floor by how much, 0 to 1; 1e-12 less will do, because sums of weights are rounded
 * @param describe as it was typed
 */
record FloorObjective(Metric floored, double floor, String describe) implements ThresholdObjective {
  static final String SIGN = ">=";
  private static final Score BELOW = Score.undefined("below the floor");

  FloorObjective {
    if (!(floor >= 0 && floor <= 1)) {
      throw new IllegalArgumentException(describe + ": the share must lie in 0 to 1");
    }
  }

  static FloorObjective parse(String text) {
    String metric = text.substring(0, text.indexOf(SIGN)).strip();
    double floor = number(text, text.substring(text.indexOf(SIGN) + SIGN.length()));
    return switch (metric) {
      case "precision" -> new FloorObjective(Metric.PRECISION, floor, text);
      case "recall" -> new FloorObjective(Metric.RECALL, floor, text);
      default ->
          throw new IllegalArgumentException(
              "unknown threshold objective '" + text + "'; known: " + KNOWN);
    };
  }

  static double number(String text, String part) {
    try {
      return Double.parseDouble(part);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text + ": '" + part + "' is not a number", e);
    }
  }

  @Override
  public Score value(ConfusionMatrix decisions) {
    Score reached = floored(decisions);
    Score other = other(decisions);
    if (reached.value() == null || other.value() == null) {
      return reached.defined() ? other : reached;
    }
    return reached.value() >= floor - PairedResult.ROUNDING ? other : BELOW;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public double secondary(ConfusionMatrix decisions) {
    Double reached = floored(decisions).value();
    return reached == null ? 0 : reached;
  }

  @Override
  public Optional<ThresholdObjective> relaxed() {
    return floored == Metric.PRECISION
        ? Optional.of(new FloorObjective(Metric.RECALL, 0, "highest precision"))
        : Optional.empty(); // whoever accepts every row has recall 1
  }

  private Score floored(ConfusionMatrix decisions) {
    return floored == Metric.PRECISION ? decisions.precision() : decisions.recall();
  }

  private Score other(ConfusionMatrix decisions) {
    return floored == Metric.PRECISION ? decisions.recall() : decisions.precision();
  }
}
