package io.twinhead.evaluation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A threshold chosen on some rows, and how well they settle it.
 *
 * @param threshold the choice
 * @param objectiveValue what the objective is worth on those rows; for {@code precision>=X} the
 *     recall reached, for {@code recall>=X} the precision
 * @param ci95 95 % percentile interval of the threshold's value, a probability: chosen again on
 *     resamples of the rows. Null if more than half of them cannot meet the objective: they have
 *     no row of a class, or too few rows carry the precision asked for
 */
public record ChosenThreshold(
    Threshold threshold, double objectiveValue, @Nullable Interval ci95) {

  static ChosenThreshold of(
      ThresholdObjective objective, BinaryPredictions predictions, long seed) {
    ThresholdSweep sweep = new ThresholdSweep(predictions);
    ThresholdSweep.Choice chosen = sweep.choose(objective);
    RowStatistic again =
        weights ->
            sweep
                .best(objective, weights)
                .map(choice -> Score.of(choice.threshold().value()))
                .orElseGet(() -> Score.undefined("out of reach"));
    return new ChosenThreshold(
        chosen.threshold(),
        Objects.requireNonNull(objective.value(chosen.decisions()).value()),
        new ClusterBootstrap(predictions.weights(), ThresholdObjective.RESAMPLES, seed)
            .interval95(again)
            .map(Bootstrapped::result)
            .orElse(null));
  }
}
