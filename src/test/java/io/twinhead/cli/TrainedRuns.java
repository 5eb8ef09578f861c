package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs for tests of what can be done with them. */
final class TrainedRuns {
  private TrainedRuns() {}

  /** Trains into {@code out}, one epoch unless options say otherwise. */
  static Path on(String dataset, Path out, String... options) {
    List<String> args = new ArrayList<>(List.of("train", dataset, "--quiet", "--out=" + out));
    args.addAll(List.of(options));
    if (args.stream().noneMatch(arg -> arg.startsWith("--epochs"))) {
      args.add("--epochs=1");
    }
    CliRunner run = CliRunner.run(args.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return out;
  }
}
