package io.twinhead.cli;

import io.twinhead.config.Cadence;
import io.twinhead.config.TimeSpan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How far one training goes, and what it saves on the way. */
final class JobOptions {
  @Option(
      names = "--max-time",
      paramLabel = "TIME",
      description = "End training after this time, such as 90s, 10m or 1h30m, with what it has.")
  @Nullable TimeSpan maxTime;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N|TIME",
      description = "Save the state every N steps, or such as 10m (default: at epochs' ends).")
  @Nullable Cadence checkpointEvery;

  @Option(
      names = "--keep-checkpoints",
      paramLabel = "K",
      description = "Of the last (default: 2), beside that of the best epoch; 0 writes none.")
  @Nullable Integer keepCheckpoints;

  @Option(
      names = "--fast-dev-run",
      description = "One batch of each part, one epoch: does all work? The result means nothing.")
  @Nullable Boolean fastDevRun;

  @Option(
      names = "--overfit-batches",
      paramLabel = "N",
      description = "Train and validate on the first N batches only: can the network learn them?")
  @Nullable Integer overfitBatches;
}
