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
 *     resamples of the rows, or of the groups that they are in. Null if more than half of them
 *     cannot meet the objective: they have no row of a class, or too few rows carry the precision
 *     asked for
 */
public record ChosenThreshold(Threshold threshold, double objectiveValue, @Nullable Interval ci95) {

  static ChosenThreshold of(
      ThresholdObjective objective,
      BinaryPredictions predictions,
      int @Nullable [] groups,
      long seed) {
    BinaryPredictions rows = withoutWeightless(predictions);
    ThresholdSweep sweep = new ThresholdSweep(rows);
    ThresholdSweep.Choice chosen = sweep.choose(objective);
    Clusters clusters = Clusters.ofWeighted(predictions, groups);
    RowStatistic again =
        drawn ->
            sweep
                .best(objective, weights(rows, clusters, drawn))
                .map(choice -> Score.of(choice.threshold().value()))
                .orElseGet(() -> Score.undefined("out of reach"));
    double[] once = new double[clusters.count()];
    Arrays.fill(once, 1);
    return new ChosenThreshold(
        chosen.threshold(),
        Objects.requireNonNull(objective.value(chosen.decisions()).value()),
        new ClusterBootstrap(once, ThresholdObjective.RESAMPLES, seed)
            .interval95(again)
            .map(Bootstrapped::result)
            .orElse(null));
  }

  /** The rows' weights when each cluster was drawn so many times. */
  private static double[] weights(BinaryPredictions rows, Clusters clusters, double[] drawn) {
    double[] weights = rows.weights().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= drawn[clusters.of()[i]];
    }
    return weights;
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
