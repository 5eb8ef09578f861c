package io.twinhead.evaluation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a decision threshold is chosen for, on rows that were neither trained on nor are reported.
 *
 * <p>The choice is exact: of all decisions that a threshold can make on the rows, "all positive"
 * and (unless a probability is 1) "none positive" included, the best one. A decision for which the
 * objective is undefined is never chosen. The threshold lies halfway, on the logit, between the
 * lowest row accepted and the highest refused, as CART places its splits (Breiman and others 1984):
 * at a row itself the slightest change of the model would turn that row over. Of equally good
 * decisions, the one whose threshold is nearest to {@link #reference} is taken, and of two as near
 * the one that accepts more.
 *
 * <p>Weights count throughout; rows of weight 0 do not exist.
 */
public sealed interface ThresholdObjective permits ScoreObjective, CostObjective, FloorObjective {
  /** Resamples behind an interval. */
  int RESAMPLES = 1000;

  /** Everything that {@link #parse} understands. */
  String KNOWN =
      "f1, mcc, youden, balanced_accuracy, prevalence, cost:FP,FN, precision>=X, recall>=X";

  /**
   * Reads an objective.
   *
   * @param text one of {@link #KNOWN}, such as {@code f1}, {@code cost:1,5} or {@code
   *     precision>=0.9}
   * @throws IllegalArgumentException that names what is known, or says what is wrong with a number
   */
  static ThresholdObjective parse(String text) {
    if (text.startsWith(CostObjective.PREFIX)) {
      return CostObjective.parse(text);
    }
    if (text.contains(FloorObjective.SIGN)) {
      return FloorObjective.parse(text);
    }
    return ScoreObjective.parse(text);
  }

  /** The objective as it was typed. */
  String describe();

  /** What decisions are worth by this objective; undefined where they must not be chosen. */
  Score value(ConfusionMatrix decisions);

  /** Whether the better of two decisions has the larger value. */
  boolean higherIsBetter();

  /** What else counts between decisions of the same value; the larger the better. */
  default double secondary(ConfusionMatrix decisions) {
    return 0;
  }

  /** How large values are; those that differ by less than 1e-12 of it are equal. */
  default double unit() {
    return 1;
  }

  /** The probability to which ties go. */
  default double reference() {
    return 0.5;
  }

  /** What theory says about the threshold of a calibrated model, where it does; for reports. */
  default Optional<String> theory() {
    return Optional.empty();
  }

  /** What to choose instead to see how near the rows come to an objective out of reach. */
  default Optional<ThresholdObjective> relaxed() {
    return Optional.empty();
  }

  /**
   * Chooses the threshold.
   *
   * @throws IllegalArgumentException if no decision will do, with the reason and the best observed
   */
  default Threshold choose(BinaryPredictions predictions) {
    return new ThresholdSweep(predictions).choose(this).threshold();
  }

  /**
   * Chooses the threshold and says how well the rows settle it.
   *
   * @param groups a code for each row, the same for rows that are not independent of each other, so
   *     that a resample has all or none of them; null if all are
   * @param seed of the resamples
   * @throws IllegalArgumentException as {@link #choose}
   */
  default ChosenThreshold chooseWithInterval(
      BinaryPredictions predictions, int @Nullable [] groups, long seed) {
    return ChosenThreshold.of(this, predictions, groups, seed);
  }
}
