package io.twinhead.cli;

import io.twinhead.training.SavedRun;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** Which run a command is about. */
final class RunOptions {
  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description =
          "A directory that train has written, or one of those below the runs of a comparison.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path run;

  Path path() {
    return run;
  }

  /** Reads the run; a data set that it names may be a bundled one. */
  SavedRun open() {
    return SavedRun.open(run, BundledData::resolve);
  }
}
