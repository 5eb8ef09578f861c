package io.twinhead.cli;

import io.twinhead.run.LiveDirectory;
import io.twinhead.run.LiveDirectory.Opening;
import io.twinhead.run.OutputDirectory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where results go, and how much is said. */
final class OutputOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory for the results (default: runs/DATASET-COMMAND-N).")
  @Nullable Path out;

  @Option(names = "--overwrite", description = "Replace an earlier result in DIR.")
  boolean overwrite;

  @Option(names = "--quiet", description = "Say only the result.")
  boolean quiet;

  /**
   * Opens the directory for a command's results on {@code dataset}, whose name is the data's own
   * and may hold anything.
   */
  OutputDirectory open(String dataset, String command) {
    return out == null
        ? OutputDirectory.next(name(dataset, command))
        : OutputDirectory.open(out, overwrite);
  }

  /** Opens the directory for a training. */
  LiveDirectory openLive(String dataset, boolean resume) {
    if (out == null) {
      return LiveDirectory.next(name(dataset, "train"));
    }
    return LiveDirectory.open(
        out, resume ? Opening.RESUME : overwrite ? Opening.OVERWRITE : Opening.NEW);
  }

  private static String name(String dataset, String command) {
    String safe = dataset.replaceAll("[^\\p{L}\\p{N}_.-]+", "-").replaceAll("^[.-]+", "");
    return (safe.isEmpty() ? "data" : safe) + "-" + command;
  }
}
