package io.twinhead.report;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where charts of the loss end: one runaway epoch must not press all the others flat. */
final class LossCeiling {
  /** In baselines. */
  private static final double HIGHEST = 2;

  private LossCeiling() {}

  static double of(List<HeadResult> heads, @Nullable Double baseline) {
    double highest = Math.max(highest(heads), 1e-3);
    double ceiling =
        baseline == null || baseline == 0
            ? highest
            : Math.min(Math.max(highest, 1.1 * baseline), HIGHEST * baseline);
    double step = Math.pow(10, Math.floor(Math.log10(ceiling))) / 5;
    return Thinning.rounded(Math.ceil(ceiling / step) * step);
  }

  /** Whether some loss lies above the end of the charts. */
  static boolean cuts(List<HeadResult> heads, double ceiling) {
    return highest(heads) > ceiling;
  }

  private static double highest(List<HeadResult> heads) {
    return heads.stream()
        .flatMap(head -> head.runs().stream())
        .flatMap(run -> run.history().stream())
        .flatMap(epoch -> Stream.of(epoch.trainLoss(), epoch.validationLoss()))
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(1);
  }
}
