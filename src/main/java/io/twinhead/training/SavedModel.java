package io.twinhead.training;

import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.config.Yaml;
import io.twinhead.dataset.Preprocessing;
import io.twinhead.engine.BufferGuard;
import io.twinhead.evaluation.Score;
import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelArchive;
import io.twinhead.model.ModelFile;
import io.twinhead.model.SavedTrunk;
import io.twinhead.run.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/**
 * What {@code model.zip} holds: all that it takes to predict.
 *
 * @param trunk what the network is built from
 * @param network with its weights and the updater's state
 * @param head that turns its output into a decision
 * @param preprocessing of its input
 * @param provenance where it comes from; null in files of earlier versions
 */
record SavedModel(
    SavedTrunk trunk,
    MultiLayerNetwork network,
    SavedHead head,
    Preprocessing preprocessing,
    @Nullable SavedProvenance provenance) {
  static final String FILE = "model.zip";
  private static final String HEAD = "head.json";
  private static final String PREPROCESSING = "preprocessing.json";
  private static final String PROVENANCE = "provenance.json";

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
    SavedProvenance provenance =
        archive.has(PROVENANCE) ? document(archive, file, PROVENANCE, SavedProvenance.class) : null;
    return new SavedModel(trunk, network, head, preprocessing, provenance);
  }

  private static <T> T document(ModelArchive archive, Path file, String name, Class<T> type) {
    return Json.read(file + " (" + name + ")", archive.document(name), type);
  }

  /** The same with another network and head. */
  SavedModel with(SavedTrunk other, MultiLayerNetwork converted, OutputHead newHead) {
    return new SavedModel(other, converted, head.with(newHead), preprocessing, provenance);
  }

  /** The same with the word where it comes from. */
  SavedModel convertedFrom(String otherHead, String sha256) {
    SavedProvenance converted =
        provenance == null ? null : provenance.convertedFrom(otherHead, sha256);
    return new SavedModel(trunk, network, head, preprocessing, converted);
  }

  /**
   * Writes the file.
   *
   * @param settings with which a training repeats it
   */
  void write(Path file, Experiment settings) throws IOException {
    Map<String, String> documents = new HashMap<>();
    documents.put(ModelArchive.TRUNK, Yaml.write(trunk));
    documents.put(HEAD, Json.document(head));
    documents.put(PREPROCESSING, Json.document(preprocessing));
    documents.put(RunDirectory.CONFIG, Yaml.write(settings));
    if (provenance != null) {
      documents.put(PROVENANCE, Json.document(provenance));
    }
    ModelFile.write(file, network, head.toHead(), documents);
  }

  /**
   * Copies a file with another head of the same outputs, and every weight to the bit.
   *
   * @param metrics of the test part with that head
   */
  void copy(Path from, Path to, SavedHead other, Map<String, Score> metrics) throws IOException {
    Map<String, String> changed = new HashMap<>();
    changed.put(HEAD, Json.document(other));
    if (provenance != null) {
      changed.put(PROVENANCE, Json.document(provenance.with(metrics)));
    }
    ModelFile.copy(from, to, changed);
  }
}
