package io.twinhead.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine decided by measuring, for {@code run.json}: a repeat that is given the same
 * decisions computes the same bits.
 *
 * @param engine that runs the steps
 * @param kernels that run the trunk: {@code onednn}, {@code nd4j} or {@code dl4j}
 * @param threads for native code
 * @param algorithms chosen, by operation, such as {@code conv0 backward weights: direct}
 * @param gradientError largest relative difference of a gradient from direct convolution's, or null
 *     when only direct convolutions run
 */
public record PlanRecord(
    String engine,
    String kernels,
    int threads,
    Map<String, String> algorithms,
    @Nullable Double gradientError) {
  public PlanRecord {
    algorithms = Collections.unmodifiableMap(new LinkedHashMap<>(algorithms));
  }
}
