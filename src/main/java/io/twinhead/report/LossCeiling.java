package io.twinhead.report;

import java.util.List;
import java.util.stream.DoubleStream;
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
    double step = step(ceiling);
    return Thinning.rounded(Math.ceil(ceiling / step) * step);
  }

  /** The distance between an axis's labels: 1, 2 or 5 times a power of ten, at most five steps. */
  private static double step(double ceiling) {
    double power = Math.pow(10, Math.floor(Math.log10(ceiling)) - 1);
    return DoubleStream.of(power, 2 * power, 5 * power, 10 * power)
        .filter(step -> ceiling / step <= 5)
        .findFirst()
        .orElse(20 * power);
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
