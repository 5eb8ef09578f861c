package io.twinhead.run;

import io.twinhead.config.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a result consists of, and which directories hold nothing else. */
final class DirectoryContent {
  static final String CONFIG = "config.yaml";
  static final String HISTORY = "metrics.jsonl";
  static final String CHECKPOINTS = "checkpoints";

  /** What a training has in place while it runs. */
  static final List<String> LIVE = List.of(CHECKPOINTS, HISTORY, CONFIG);

  /** A directory that holds one of these was written by this program. */
  static final List<String> MARKERS =
      List.of("comparison.json", "audit.json", "lr-range.json", "run.json");

  /** All that a result may hold at its top, in the order in which it appears: markers last. */
  static final List<String> NAMES =
      Stream.concat(
              Stream.of(
                  CONFIG,
                  "report.html",
                  "runs",
                  HISTORY,
                  "model.zip",
                  "model-card.md",
                  CHECKPOINTS),
              MARKERS.stream())
          .toList();

  /** The same in the order in which it disappears. */
  static final List<String> MARKERS_FIRST = reversed(NAMES);

  private static final Set<String> HIDDEN = Set.of(HiddenFolder.NAME, DirectoryLock.NAME);

  private DirectoryContent() {}

  private static List<String> reversed(List<String> names) {
    List<String> reversed = new ArrayList<>(names);
    Collections.reverse(reversed);
    return List.copyOf(reversed);
  }

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
   * @param unfinished whether it holds an unfinished training, which has no marker
   * @throws InputException if there is anything, unless {@code overwrite} and it is all a result's
   */
  static List<String> replaceable(Path directory, boolean overwrite, boolean unfinished)
      throws IOException {
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
    if (!unfinished && Collections.disjoint(names, MARKERS)) {
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
