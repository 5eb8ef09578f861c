package io.twinhead.training;

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

  /** More numbers for each parameter than any updater has. */
  private static final int UPDATER_VECTORS = 4;

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
   * @param parameters of the network
   * @throws IOException if it is not whole, or of another network, with the reason in words
   */
  static CheckpointFile read(Path file, long parameters) throws IOException {
    Content content =
        SafetensorsFile.read(
            file,
            Map.of(
                PARAMETERS,
                parameters,
                BEST + PARAMETERS,
                parameters,
                UPDATER_STATE,
                UPDATER_VECTORS * parameters,
                BEST + UPDATER_STATE,
                UPDATER_VECTORS * parameters));
    Text text = parse(file, content.text());
    if (text.schema() != SCHEMA) {
      throw new IOException("it is of another version of this program");
    }
    return new CheckpointFile(
        new Checkpoint(
            text.state(),
            text.plan(),
            weights(content, "", text.counts(), parameters),
            text.bestCounts() == null
                ? null
                : weights(content, BEST, text.bestCounts(), parameters)),
        text.identity(),
        text.bestSteps());
  }

  private static Text parse(Path file, String text) throws IOException {
    try {
      return Json.read(file.toString(), text, Text.class);
    } catch (InputException e) {
      throw new IOException("its state cannot be read", e);
    }
  }

  private static Weights weights(Content content, String prefix, Counts counts, long parameters)
      throws IOException {
    float[] numbers = content.vectors().get(prefix + PARAMETERS);
    if (numbers == null || numbers.length != parameters) {
      throw new IOException("it is of a network of another size");
    }
    return new Weights(
        numbers,
        content.vectors().get(prefix + UPDATER_STATE),
        counts.iterations(),
        counts.epochs());
  }
}
