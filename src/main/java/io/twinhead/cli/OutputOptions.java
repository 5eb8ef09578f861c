package io.twinhead.cli;

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
    if (out != null) {
      return OutputDirectory.open(out, overwrite);
    }
    String safe = dataset.replaceAll("[^\\p{L}\\p{N}_.-]+", "-").replaceAll("^[.-]+", "");
    return OutputDirectory.next((safe.isEmpty() ? "data" : safe) + "-" + command);
  }
}
