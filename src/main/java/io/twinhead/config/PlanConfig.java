package io.twinhead.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine decided by measuring, as the configuration of a finished run says it, so that a
 * repeat computes the same bits instead of measuring again.
 *
 * @param kernels that run the trunk: {@code onednn} or {@code nd4j}
 * @param slices into which each batch is cut, at least 1
 * @param threads that run them, at least 1
 * @param winograd the convolutions that go by Winograd's algorithm, such as {@code conv2 forward}
 */
public record PlanConfig(String kernels, int slices, int threads, @Nullable List<String> winograd) {
  public PlanConfig {
    if (!"onednn".equals(kernels) && !"nd4j".equals(kernels)) {
      throw new IllegalArgumentException("kernels = " + kernels + ": must be onednn or nd4j");
    }
    Limits.between("slices", slices, 1, 1000);
    Limits.between("threads", threads, 1, 1000);
    winograd = winograd == null ? List.of() : List.copyOf(winograd);
  }
}
