package io.twinhead.cli;

import io.twinhead.config.EvaluationConfig;
import io.twinhead.config.EvaluationConfig.Mode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the heads are compared. */
final class EvaluationOptions {
  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Repetitions with other folds and initial weights (default: 3; images 1,"
              + " or 3 with a given test part).")
  @Nullable Integer seeds;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Parts that take turns at being held out (default: 5; images 3).")
  @Nullable Integer folds;

  @Option(
      names = "--mode",
      paramLabel = "naive|matched|both",
      description =
          "naive: the same settings for both heads (default); matched: settings that make both"
              + " follow the same trajectory; both.")
  @Nullable Mode mode;

  @Option(
      names = "--primary",
      paramLabel = "METRIC",
      description = "The metric that decides, declared beforehand (default: log_loss).")
  @Nullable String primary;

  @Option(
      names = "--margin",
      paramLabel = "METRIC=M",
      description = "The smallest difference that matters; can be repeated.")
  @Nullable Map<String, Double> margin;

  EvaluationConfig toConfig() {
    return new EvaluationConfig(seeds, folds, mode, primary, margin);
  }
}
