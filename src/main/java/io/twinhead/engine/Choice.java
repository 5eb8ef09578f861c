package io.twinhead.engine;

import io.twinhead.config.PlanConfig;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was found to be fastest for a network, a batch size and a number of threads.
 *
 * @param onednn whether convolutions run as oneDNN blocks
 * @param slices into which a batch is cut
 * @param threads that run them
 * @param algorithms of oneDNN's convolutions
 * @param gradientError relative to direct convolutions, or null if there are no others
 */
record Choice(
    boolean onednn,
    int slices,
    int threads,
    Algorithms algorithms,
    @Nullable Double gradientError) {

  /** ND4J's operations, one after the other. */
  static final Choice PLAIN = new Choice(false, 1, 1, Algorithms.DIRECT, null);

  /** For {@code run.json}. */
  PlanRecord toRecord() {
    return new PlanRecord(
        "compiled",
        onednn ? "onednn" : "nd4j",
        slices,
        threads,
        List.copyOf(algorithms.winograd()),
        gradientError);
  }

  /** For a repeat. */
  PlanConfig toConfig() {
    return Objects.requireNonNull(toRecord().toConfig());
  }
}
