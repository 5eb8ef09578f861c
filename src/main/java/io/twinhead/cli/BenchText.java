package io.twinhead.cli;

import io.twinhead.engine.BenchResult;
import io.twinhead.engine.BenchResult.Measured;
import io.twinhead.engine.BenchResult.Ratio;
import io.twinhead.run.Provenance;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Measurements for people. */
final class BenchText {
  private final BenchResult result;
  private final StringBuilder text = new StringBuilder();

  private BenchText(BenchResult result) {
    this.result = result;
  }

  static String of(BenchResult result, Provenance machine) {
    BenchText text = new BenchText(result);
    text.introduce(machine);
    text.tabulate();
    text.conclude();
    if (result.ops() != null) {
      text.text.append('\n').append(PlanTable.of(result.ops()));
    }
    return text.text.toString();
  }

  private void introduce(Provenance machine) {
    line(
        "%s, %s, batches of %d, %s head",
        result.model(), input(), result.batchSize(), result.head());
    line("%s, %d cores, natives %s", machine.cpu(), machine.cores(), machine.nativeLibrary());
    text.append(BackendLine.of(System.getProperties()));
    line("");
  }

  private String input() {
    String sizes = result.input().stream().map(String::valueOf).collect(Collectors.joining("x"));
    return result.input().size() == 1 ? sizes + " features" : sizes;
  }

  private void tabulate() {
    line(
        "%-10s %7s %8s %21s  %21s %10s",
        "", "", "ready", "training step, ms", "examples per second", "peak");
    line(
        "%-10s %7s %8s %10s %10s  %10s %10s %10s",
        "engine", "threads", "s", "median", "best", "training", "inference", "memory");
    for (Measured engine : result.results()) {
      line(
          "%-10s %7d %8.2f %10s %10s  %10s %10s %10s",
          engine.engine(),
          engine.threads(),
          engine.readySeconds(),
          number(engine.trainMsPerStep().median()),
          number(engine.trainMsPerStep().best()),
          number(engine.trainSamplesPerSecond()),
          number(engine.inferSamplesPerSecond()),
          memory(engine.peakRssMb()));
    }
    line("");
  }

  private void conclude() {
    Ratio ratio = result.ratio();
    if (ratio != null) {
      line(
          "%s",
          Introduction.wrapped(speedUp(result.results().get(0), result.results().get(1), ratio)));
    }
    line(
        "Training does %s GFLOP/s, %s %% of what a large matrix product does (%s GFLOP/s).",
        number(result.fractionOfGemm() * result.gemmGflops()),
        number(100 * result.fractionOfGemm()),
        number(result.gemmGflops()));
  }

  private static String speedUp(Measured one, Measured other, Ratio ratio) {
    if (one.engine().equals(other.engine())) {
      return "This model cannot be compiled, so both are the " + one.engine() + " engine.";
    }
    boolean alike = one.threads() == other.threads();
    return "The %s engine%s trains %s times as fast as the %s engine%s, and infers %s times as fast."
        .formatted(
            one.engine(),
            alike ? "" : " in " + threads(one),
            number(ratio.train()),
            other.engine(),
            alike ? "" : " in " + threads(other),
            number(ratio.infer()));
  }

  private static String threads(Measured engine) {
    return engine.threads() == 1 ? "one thread" : engine.threads() + " threads";
  }

  private static String memory(@Nullable Double megabytes) {
    return megabytes == null ? "-" : String.format(Locale.ROOT, "%.0f MB", megabytes);
  }

  /** Three digits at least. */
  private static String number(double value) {
    return String.format(
        Locale.ROOT,
        value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f",
        value);
  }

  private void line(String format, @Nullable Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
