package io.twinhead.run;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a result consists of, and which directories hold nothing else. */
final class DirectoryContent {
  /** A directory that holds one of these was written by this program. */
  static final List<String> MARKERS =
      List.of("comparison.json", "audit.json", "lr-range.json", "run.json");

  /** All that a result may hold at its top, in the order in which it appears: markers last. */
  static final List<String> NAMES =
      Stream.concat(
              Stream.of(
                  "config.yaml",
                  "report.html",
                  "runs",
                  "metrics.jsonl",
                  "model.zip",
                  "model-card.md",
                  "checkpoints"),
              MARKERS.stream())
          .toList();

  private static final Set<String> HIDDEN = Set.of(Staging.NAME, DirectoryLock.NAME);

  private DirectoryContent() {}

  /** What {@code directory} holds, without what an open {@link OutputDirectory} hides in it. */
  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> !HIDDEN.contains(n))
          .sorted()
          .toList();
    }
  }

  /**
   * The names of what a new result replaces.
   *
   * @throws InputException if there is anything, unless {@code overwrite} and it is all a result's
   */
  static List<String> replaceable(Path directory, boolean overwrite) throws IOException {
    List<String> names = names(directory);
    if (names.isEmpty()) {
      return names;
    }
    if (!overwrite) {
      throw new InputException(
          "--out %s: is not empty (%d entries): name another place, or add --overwrite"
              .formatted(directory, names.size()));
    }
    for (String name : names) {
      if (!NAMES.contains(name)) {
        throw leftAlone(directory, name, "which is no part of a result");
      }
    }
    if (Collections.disjoint(names, MARKERS)) {
      throw leftAlone(directory, names.get(0), "but no earlier result");
    }
    return names;
  }

  private static InputException leftAlone(Path directory, String name, String why) {
    return new InputException(
        "--out %s: holds '%s', %s, so --overwrite leaves it alone: name another place"
            .formatted(directory, name, why));
  }
}
