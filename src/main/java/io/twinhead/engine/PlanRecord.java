package io.twinhead.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.config.PlanConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine decided by measuring, for {@code run.json}.
 *
 * @param engine that runs the steps
 * @param kernels that run the trunk: {@code onednn}, {@code nd4j}, or {@code dl4j} in the reference
 *     engine
 * @param slices into which each batch is cut
 * @param threads for native code
 * @param winograd the convolutions that go by Winograd's algorithm; the others are direct
 * @param gradientError norm of the difference of a gradient from direct convolution's, relative to
 *     the latter's, or null when only direct convolutions run
 */
public record PlanRecord(
    String engine,
    String kernels,
    int slices,
    int threads,
    List<String> winograd,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double gradientError) {
  public PlanRecord {
    winograd = List.copyOf(winograd);
  }

  /** The plan of an engine that has none: DL4J's own way. */
  static PlanRecord reference() {
    return new PlanRecord("reference", "dl4j", 1, 1, List.of(), null);
  }

  /** The same for a repeat; null for an engine that decides nothing. */
  public @Nullable PlanConfig toConfig() {
    return engine.equals("compiled") ? new PlanConfig(kernels, slices, threads, winograd) : null;
  }
}
