package io.twinhead.evaluation;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A threshold chosen on some rows, and how well they settle it.
 *
 * @param threshold the choice
 * @param objectiveValue what the objective is worth on those rows; for {@code precision>=X} the
 *     recall reached, for {@code recall>=X} the precision
 * @param ci95 95 % percentile interval of the threshold's value, a probability: chosen again on
 *     resamples of the rows. Null if more than half of them cannot meet the objective: they have no
 *     row of a class, or too few rows carry the precision asked for
 */
public record ChosenThreshold(Threshold threshold, double objectiveValue, @Nullable Interval ci95) {

  static ChosenThreshold of(
      ThresholdObjective objective, BinaryPredictions predictions, long seed) {
    BinaryPredictions rows = withoutWeightless(predictions);
    ThresholdSweep sweep = new ThresholdSweep(rows);
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
        new ClusterBootstrap(rows.weights(), ThresholdObjective.RESAMPLES, seed)
            .interval95(again)
            .map(Bootstrapped::result)
            .orElse(null));
  }

  /** Drawing rows that do not count would leave fewer that do. */
  private static BinaryPredictions withoutWeightless(BinaryPredictions all) {
    int[] kept = IntStream.range(0, all.size()).filter(row -> all.weights()[row] > 0).toArray();
    return new BinaryPredictions(
        Arrays.stream(kept).mapToDouble(row -> all.logits()[row]).toArray(),
        Arrays.stream(kept).map(row -> all.labels()[row]).toArray(),
        Arrays.stream(kept).mapToDouble(row -> all.weights()[row]).toArray());
  }
}
