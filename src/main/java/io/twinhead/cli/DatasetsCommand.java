package io.twinhead.cli;

import io.twinhead.dataset.Datasets;
import io.twinhead.dataset.Descriptor;
import io.twinhead.run.Json;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Lists the bundled data. */
@Command(
    name = "datasets",
    description = "Lists the bundled data.",
    mixinStandardHelpOptions = true)
final class DatasetsCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLineInterface parent;

  @Mixin private FormatOption format = new FormatOption();

  @Override
  public Integer call() {
    List<Descriptor> bundled = Datasets.bundled(BundledData.directory());
    if (format.json()) {
      parent.out().print(Json.document(bundled));
      return ExitCode.DONE;
    }
    for (Descriptor data : bundled) {
      parent
          .out()
          .printf(
              Locale.ROOT,
              "%-24s %6d %-6s  %-12s %s%n",
              data.name(),
              data.rows(),
              data.unit() + "s",
              String.valueOf(data.task()).toLowerCase(Locale.ROOT),
              data.description());
    }
    return ExitCode.DONE;
  }
}
