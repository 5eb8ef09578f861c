package io.twinhead.training;

import io.twinhead.engine.BufferGuard;
import io.twinhead.engine.Engine;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Threshold;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Measures a network on the examples that decide when its training stops. */
final class Validation {
  private final Batches batches;

  Validation(Batches batches) {
    this.batches = batches;
  }

  /**
   * Metrics by key, null where undefined, and the share of rows with a {@code saturated} unit.
   *
   * @throws Divergence if a parameter or an output is not finite
   * @throws CancellationException if the thread is interrupted, which it is afterwards too
   */
  Map<String, @Nullable Double> of(Engine engine) {
    requireFiniteParameters(engine);
    Predictions said = batches.predict(engine);
    Map<String, @Nullable Double> metrics = new LinkedHashMap<>();
    Metrics.of(said, Threshold.HALF)
        .forEach((metric, score) -> metrics.put(metric.key(), score.value()));
    metrics.put("saturated", (double) said.saturated() / said.size());
    return metrics;
  }

  /** The one by which epochs are compared, in nats. */
  static double loss(Map<String, @Nullable Double> metrics) {
    return Objects.requireNonNull(metrics.get(Metric.LOG_LOSS.key()));
  }

  /** See {@link Batches#baseline}. */
  double baseline() {
    return batches.baseline();
  }

  /** Outputs need not show it: a rectifier can turn NaN into 0. */
  static void requireFiniteParameters(Engine engine) {
    double sum = BufferGuard.keeping(() -> engine.network().params().sumNumber().doubleValue());
    Divergence.requireFinite(sum, () -> "the sum of the network's parameters");
  }
}
