package io.twinhead.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.twinhead.config.InputException;
import io.twinhead.run.BoundedText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The files of a run directory as plain trees; what cannot be read is a finding, and a missing node
 * in its place.
 *
 * @param run of {@code run.json}
 * @param epochs of {@code metrics.jsonl}
 * @param head of {@code head.json} in {@code model.zip}
 * @param network of {@code configuration.json} in {@code model.zip}
 * @param problems with the files
 */
record RunFiles(
    Path directory,
    JsonNode run,
    List<JsonNode> epochs,
    JsonNode head,
    JsonNode network,
    List<Finding> problems) {
  static final String RUN = "run.json";
  static final String METRICS = "metrics.jsonl";
  static final String MODEL = "model.zip";
  static final String HEAD = "head.json";
  static final String CONFIGURATION = "configuration.json";

  /** Whether a directory holds what only runs hold. */
  static boolean isRun(Path directory) {
    return List.of(RUN, METRICS, MODEL).stream()
        .anyMatch(name -> Files.isRegularFile(directory.resolve(name)));
  }

  static RunFiles read(Path directory) {
    List<Finding> problems = new ArrayList<>();
    JsonNode run =
        attempt(
            directory.resolve(RUN),
            problems,
            MissingNode.getInstance(),
            () -> BoundedJson.file(directory.resolve(RUN)));
    List<JsonNode> epochs =
        attempt(
            directory.resolve(METRICS),
            problems,
            List.of(),
            () -> lines(directory.resolve(METRICS)));
    Path model = directory.resolve(MODEL);
    return new RunFiles(
        directory,
        run,
        epochs,
        attempt(model, problems, MissingNode.getInstance(), () -> entry(model, HEAD)),
        Files.exists(model)
            ? attempt(model, problems, MissingNode.getInstance(), () -> entry(model, CONFIGURATION))
            : MissingNode.getInstance(),
        problems);
  }

  /** Reads, or says why that is not possible. */
  private static <T> T attempt(
      Path file, List<Finding> problems, T otherwise, Supplier<T> reading) {
    String what;
    if (Files.exists(file)) {
      try {
        return reading.get();
      } catch (InputException e) {
        what = e.getMessage() + ".";
      }
    } else {
      what = "The file does not exist.";
    }
    problems.add(
        Rule.BROKEN_RUN.at(
            file.toString(), what, "train again, or take the directory from where it was made"));
    return otherwise;
  }

  private static JsonNode entry(Path zip, String name) {
    Optional<JsonNode> entry = BoundedJson.entry(zip, name);
    return entry.orElseThrow(() -> new InputException("%s: has no %s".formatted(zip, name)));
  }

  private static List<JsonNode> lines(Path file) {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : BoundedText.lines(file)) {
      lines.add(BoundedJson.line(file + ":" + (lines.size() + 1), line));
    }
    return lines;
  }
}
