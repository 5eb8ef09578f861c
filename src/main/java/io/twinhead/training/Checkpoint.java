package io.twinhead.training;

import io.twinhead.config.PlanConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a training needs to go on as if it had never stopped.
 *
 * @param state how far it has come
 * @param plan what the engine decided by measuring; null for an engine that decides nothing
 * @param weights at that moment
 * @param best at the end of the best epoch; null before the first
 */
public record Checkpoint(
    TrainingState state, @Nullable PlanConfig plan, Weights weights, @Nullable Weights best) {
  /** The same, to be gone on from with other settings, if there are any. */
  Checkpoint changed(List<String> changes) {
    return changes.isEmpty() ? this : new Checkpoint(state.changed(changes), plan, weights, best);
  }
}
