package io.twinhead.training;

import io.twinhead.config.InputException;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Preprocessing;
import io.twinhead.engine.BufferGuard;
import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelArchive;
import io.twinhead.model.ModelFile;
import io.twinhead.model.SavedTrunk;
import io.twinhead.run.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What {@code model.zip} holds: all that it takes to predict.
 *
 * @param trunk what the network is built from
 * @param network with its weights and the updater's state
 * @param head that turns its output into a decision
 * @param preprocessing of its input
 */
record SavedModel(
    SavedTrunk trunk, MultiLayerNetwork network, SavedHead head, Preprocessing preprocessing) {
  static final String FILE = "model.zip";
  private static final String HEAD = "head.json";
  private static final String PREPROCESSING = "preprocessing.json";

  /**
   * Reads a file.
   *
   * @throws InputException if it is not a whole and valid one
   */
  static SavedModel read(Path file) {
    ModelArchive archive = new ModelArchive(file);
    SavedTrunk trunk = archive.trunk();
    SavedHead head = document(archive, file, HEAD, SavedHead.class);
    Preprocessing preprocessing = document(archive, file, PREPROCESSING, Preprocessing.class);
    if (!Arrays.equals(preprocessing.shape(), trunk.shape())) {
      throw new InputException(
          "%s: %s prepares inputs of shape %s, and the network takes %s; the file was put together from"
                  .formatted(
                      file, PREPROCESSING, Arrays.toString(preprocessing.shape()), trunk.input())
              + " two");
    }
    OutputHead output = head.toHead();
    MultiLayerNetwork network = BufferGuard.keeping(() -> archive.network(trunk, output));
    return new SavedModel(trunk, network, head, preprocessing);
  }

  private static <T> T document(ModelArchive archive, Path file, String name, Class<T> type) {
    return Json.read(file + " (" + name + ")", archive.document(name), type);
  }

  /** The same with another network and head. */
  SavedModel with(SavedTrunk other, MultiLayerNetwork converted, OutputHead newHead) {
    return new SavedModel(other, converted, head.with(newHead), preprocessing);
  }

  void write(Path file) throws IOException {
    ModelFile.write(
        file,
        network,
        head.toHead(),
        Map.of(
            ModelArchive.TRUNK,
            Yaml.write(trunk),
            HEAD,
            Json.document(head),
            PREPROCESSING,
            Json.document(preprocessing)));
  }

  /** Copies a file with another head of the same outputs, and every weight to the bit. */
  static void copy(Path from, Path to, SavedHead head) throws IOException {
    ModelFile.copy(from, to, Map.of(HEAD, Json.document(head)));
  }
}
