package io.twinhead.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinhead.config.InputException;
import io.twinhead.config.PlanConfig;
import io.twinhead.run.Json;
import io.twinhead.training.SafetensorsFile.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Checkpoint} on disk: a {@link SafetensorsFile} with the vectors {@code parameters},
 * {@code updater_state}, {@code best_parameters} and {@code best_updater_state} (those that there
 * are), and in its text everything else in JSON.
 *
 * @param identity of the training that it belongs to
 * @param bestSteps steps taken at the end of the best epoch that was saved; -1 for none
 */
record CheckpointFile(Checkpoint checkpoint, Identity identity, long bestSteps) {
  private static final int SCHEMA = 1;
  private static final String PARAMETERS = "parameters";
  private static final String UPDATER_STATE = "updater_state";
  private static final String BEST = "best_";

  /** What a network counts. */
  private record Counts(int iterations, int epochs) {
    Counts(Weights weights) {
      this(weights.iterations(), weights.epochs());
    }
  }

  /** The text of the file. */
  private record Text(
      int schema,
      Identity identity,
      TrainingState state,
      @Nullable PlanConfig plan,
      Counts counts,
      @Nullable Counts bestCounts,
      long bestSteps) {}

  void write(Path file) throws IOException {
    Weights best = checkpoint.best();
    Text text =
        new Text(
            SCHEMA,
            identity,
            checkpoint.state(),
            checkpoint.plan(),
            new Counts(checkpoint.weights()),
            best == null ? null : new Counts(best),
            bestSteps);
    Map<String, float[]> vectors = new LinkedHashMap<>();
    put(vectors, "", checkpoint.weights());
    if (best != null) {
      put(vectors, BEST, best);
    }
    SafetensorsFile.write(file, new Content(Json.line(text), vectors));
  }

  private static void put(Map<String, float[]> vectors, String prefix, Weights weights) {
    vectors.put(prefix + PARAMETERS, weights.parameters());
    if (weights.updaterState() != null) {
      vectors.put(prefix + UPDATER_STATE, weights.updaterState());
    }
  }

  /**
   * Reads a file.
   *
   * @throws TornFile if it is not whole, with the reason in words
   * @throws InputException if it is whole, but of another version of this program
   */
  static CheckpointFile read(Path file) throws IOException {
    Content content = SafetensorsFile.read(file);
    Text text = parse(file, content.text());
    return new CheckpointFile(
        new Checkpoint(
            text.state(),
            text.plan(),
            weights(file, content, "", text.counts()),
            text.bestCounts() == null ? null : weights(file, content, BEST, text.bestCounts())),
        text.identity(),
        text.bestSteps());
  }

  private static Text parse(Path file, String text) {
    int schema = Json.read(file.toString(), text, ObjectNode.class).path("schema").asInt();
    if (schema != SCHEMA) {
      throw SafetensorsFile.foreign(file, "its schema is %d, not %d".formatted(schema, SCHEMA));
    }
    return Json.read(file.toString(), text, Text.class);
  }

  private static Weights weights(Path file, Content content, String prefix, Counts counts) {
    float[] numbers = content.vectors().get(prefix + PARAMETERS);
    if (numbers == null) {
      throw SafetensorsFile.foreign(file, "it has no tensor '%s'".formatted(prefix + PARAMETERS));
    }
    return new Weights(
        numbers,
        content.vectors().get(prefix + UPDATER_STATE),
        counts.iterations(),
        counts.epochs());
  }

  /**
   * Insists on the size of a network.
   *
   * @throws InputException if it is another
   */
  void requireParameters(long parameters) {
    int saved = checkpoint.weights().parameters().length;
    if (saved != parameters) {
      throw new InputException(
          "the network cannot change on the way: %d parameters when the training began, now %d; leave it as it was, or begin anew with --overwrite"
              .formatted(saved, parameters));
    }
  }
}
