package io.twinhead.cli;

import io.twinhead.config.InputException;
import io.twinhead.config.Suggestion;
import io.twinhead.dataset.Datasets;
import io.twinhead.dataset.Descriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the data that comes with the program. */
final class BundledData {
  private BundledData() {}

  /** The bundled data's directory: beside the installation, or in the working directory. */
  static Path directory() {
    String home = System.getProperty("twinhead.home");
    Path installed = Path.of(home == null ? "" : home, "datasets");
    return Files.isDirectory(installed) ? installed : Path.of("datasets");
  }

  /**
   * {@code dataset} as a path, or the bundled data of that name where there is no such path.
   *
   * @throws InputException if it is neither, but close to a bundled name
   */
  static Path resolve(String dataset) {
    Path path = Path.of(dataset);
    if (path.getNameCount() > 1 || Files.exists(path) || dataset.contains(".")) {
      return path;
    }
    Path bundled = directory().resolve(path);
    if (Files.isDirectory(bundled)) {
      return bundled;
    }
    throw new InputException(
        "%s: there is no such file, directory or bundled data set%s"
            .formatted(dataset, Suggestion.forName(dataset, names())));
  }

  private static List<String> names() {
    return Datasets.bundled(directory()).stream().map(Descriptor::name).toList();
  }
}
