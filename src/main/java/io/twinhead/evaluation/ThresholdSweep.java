package io.twinhead.evaluation;

import io.twinhead.head.Logistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Every decision that a threshold can make on some rows. Rows are grouped by probability, not by
 * logit: where 1 / (1 + exp(-s)) rounds to the same double, no threshold tells the rows apart.
 * Sorting happens once; the sweep under other weights costs a pass over rows and levels.
 */
final class ThresholdSweep {
  private final BinaryPredictions predictions;
  private final double[] probabilities;
  private final double[] lowestLogit;
  private final double[] highestLogit;
  private final int[] levelOfRow;

  ThresholdSweep(BinaryPredictions predictions) {
    this.predictions = predictions;
    double[] all = new double[predictions.size()];
    Arrays.setAll(all, predictions::probability);
    probabilities = Arrays.stream(all).sorted().distinct().toArray();
    lowestLogit = new double[probabilities.length];
    highestLogit = new double[probabilities.length];
    Arrays.fill(lowestLogit, Double.POSITIVE_INFINITY);
    Arrays.fill(highestLogit, Double.NEGATIVE_INFINITY);
    levelOfRow = new int[all.length];
    for (int i = 0; i < all.length; i++) {
      int level = Arrays.binarySearch(probabilities, all[i]);
      levelOfRow[i] = level;
      lowestLogit[level] = Math.min(lowestLogit[level], predictions.logits()[i]);
      highestLogit[level] = Math.max(highestLogit[level], predictions.logits()[i]);
    }
  }

  /** A threshold and what it decides. */
  record Choice(Threshold threshold, ConfusionMatrix decisions) {}

  /**
   * A decision: levels from {@code accepted} up are positive, those up to {@code refused} negative,
   * and none with weight lies between; past either end of the levels where there is none.
   */
  private record Cut(int accepted, int refused, ConfusionMatrix decisions) {}

  /**
   * Chooses under the rows' own weights; throws IllegalArgumentException with the reason if none
   * will do.
   */
  Choice choose(ThresholdObjective objective) {
    double[] weights = predictions.weights();
    if (Arrays.stream(weights).noneMatch(w -> w > 0)) {
      String why = weights.length == 0 ? "there are no rows" : "the rows have no weight";
      throw new IllegalArgumentException(objective.describe() + ": " + why);
    }
    return best(objective, weights)
        .orElseThrow(() -> new IllegalArgumentException(whyNone(objective, weights)));
  }

  /** The best decision under these weights; empty if the objective is undefined for all. */
  Optional<Choice> best(ThresholdObjective objective, double[] weights) {
    double sign = (objective.higherIsBetter() ? 1 : -1) / objective.unit();
    List<Cut> best = most(cuts(weights), cut -> merit(sign, objective.value(cut.decisions)));
    return most(best, cut -> objective.secondary(cut.decisions)).stream()
        .map(cut -> new Choice(threshold(cut, objective.describe()), cut.decisions))
        .min(
            Comparator.comparingDouble(
                choice -> Math.abs(choice.threshold.value() - objective.reference())));
  }

  private String whyNone(ThresholdObjective objective, double[] weights) {
    Optional<ThresholdObjective> relaxed = objective.relaxed();
    Optional<Choice> nearest = relaxed.flatMap(nearer -> best(nearer, weights));
    if (relaxed.isPresent() && nearest.isPresent()) {
      return String.format(
          Locale.ROOT,
          "%s is out of reach on these rows: the %s is %.4g, at threshold %.4g",
          objective.describe(),
          relaxed.get().describe(),
          relaxed.get().value(nearest.get().decisions).value(),
          nearest.get().threshold.value());
    }
    return objective.describe() + ": " + objective.value(cuts(weights).get(0).decisions).why();
  }

  private static double merit(double sign, Score score) {
    return score.value() == null ? Double.NEGATIVE_INFINITY : sign * score.value();
  }

  private static List<Cut> most(List<Cut> cuts, ToDoubleFunction<Cut> merit) {
    double[] merits = cuts.stream().mapToDouble(merit).toArray();
    double most = Arrays.stream(merits).max().orElse(Double.NEGATIVE_INFINITY);
    List<Cut> best = new ArrayList<>();
    for (int i = 0; i < merits.length; i++) {
      if (merits[i] > Double.NEGATIVE_INFINITY && merits[i] >= most - PairedResult.ROUNDING) {
        best.add(cuts.get(i));
      }
    }
    return best;
  }

  /** All decisions, from the one that accepts every row to the one that accepts none. */
  private List<Cut> cuts(double[] weights) {
    Ranking.Tally at = tally(weights);
    Ranking.Tally from = fromAbove(at);
    List<Cut> cuts = new ArrayList<>(probabilities.length + 1);
    double refusedPositive = 0;
    double refusedNegative = 0;
    int refused = -1;
    for (int k = 0; k < probabilities.length; k++) {
      double positive = at.positive()[k];
      double negative = at.negative()[k];
      if (positive + negative > 0) {
        ConfusionMatrix decisions =
            new ConfusionMatrix(
                from.positive()[k], from.negative()[k], refusedPositive, refusedNegative);
        cuts.add(new Cut(k, refused, decisions));
        refusedPositive += positive;
        refusedNegative += negative;
        refused = k;
      }
    }
    // No probability exceeds 1, so even the threshold 1 accepts the rows at 1.
    if (refused >= 0 && probabilities[refused] < 1) {
      ConfusionMatrix none = new ConfusionMatrix(0, 0, refusedPositive, refusedNegative);
      cuts.add(new Cut(probabilities.length, refused, none));
    }
    return cuts;
  }

  private Ranking.Tally tally(double[] weights) {
    int n = probabilities.length;
    Ranking.Tally tally = new Ranking.Tally(new double[n], new double[n]);
    for (int i = 0; i < weights.length; i++) {
      (predictions.labels()[i] == 1 ? tally.positive() : tally.negative())[levelOfRow[i]] +=
          weights[i];
    }
    return tally;
  }

  /** Summed from the top instead of subtracted from the whole: exactly 0 where nothing is left. */
  private static Ranking.Tally fromAbove(Ranking.Tally at) {
    double[] positive = at.positive().clone();
    double[] negative = at.negative().clone();
    for (int k = positive.length - 2; k >= 0; k--) {
      positive[k] += positive[k + 1];
      negative[k] += negative[k + 1];
    }
    return new Ranking.Tally(positive, negative);
  }

  private Threshold threshold(Cut cut, String objective) {
    if (cut.refused < 0) {
      return Threshold.lowest(objective);
    }
    if (cut.accepted == probabilities.length) {
      return Threshold.highest(objective);
    }
    double refused = probabilities[cut.refused];
    double accepted = probabilities[cut.accepted];
    double halfway = highestLogit[cut.refused] / 2 + lowestLogit[cut.accepted] / 2;
    double value = Logistic.sigmoid(halfway);
    // Infinite logits have no middle, and neighbouring doubles none between them.
    return refused < value && value <= accepted && Double.isFinite(halfway)
        ? new Threshold(value, halfway, objective)
        : new Threshold(accepted, finite(lowestLogit[cut.accepted]), objective);
  }

  private static double finite(double logit) {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, logit));
  }
}
