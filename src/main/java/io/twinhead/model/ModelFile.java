package io.twinhead.model;

import io.twinhead.head.OutputHead;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@code model.zip}: a network that any DL4J installation restores without this program, and
 * readable documents beside it.
 *
 * <p>The output layer is saved with DL4J's own loss, which is clipped, and dropout with DL4J's own
 * masks; outputs are the same, and only training on would differ. The updater's state is where DL4J
 * looks for it. {@link ModelArchive} reads the file back.
 */
public final class ModelFile {
  /** What this program writes, and all that is copied. */
  private static final Set<String> ENTRIES =
      Set.of(
          ModelSerializer.CONFIGURATION_JSON,
          ModelSerializer.COEFFICIENTS_BIN,
          ModelSerializer.UPDATER_BIN,
          ModelArchive.TRUNK,
          "config.yaml",
          "head.json",
          "preprocessing.json",
          "provenance.json");

  private ModelFile() {}

  /**
   * Writes a model.
   *
   * @param documents further entries by name, such as the preprocessing
   */
  public static void write(
      Path file, MultiLayerNetwork network, OutputHead head, Map<String, String> documents)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      text(zip, ModelSerializer.CONFIGURATION_JSON, portable(network, head).toJson());
      vector(zip, ModelSerializer.COEFFICIENTS_BIN, network.params());
      INDArray state = network.getUpdater().getStateViewArray();
      if (state != null) { // plain gradient descent has none
        vector(zip, ModelSerializer.UPDATER_BIN, state);
      }
      for (Map.Entry<String, String> document : new TreeMap<>(documents).entrySet()) {
        text(zip, document.getKey(), document.getValue());
      }
    }
  }

  /**
   * Copies a model file with other documents in place of some of its own; the network and the other
   * documents stay as they are to the bit. What else the file holds is left out.
   *
   * @param documents by name
   */
  public static void copy(Path from, Path to, Map<String, String> documents) throws IOException {
    try (ZipFile old = new ZipFile(from.toFile());
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(to))) {
      for (ZipEntry entry : Collections.list(old.entries())) {
        String name = entry.getName();
        if (documents.containsKey(name)) {
          text(zip, name, Objects.requireNonNull(documents.get(name)));
        } else if (ENTRIES.contains(name)) {
          entry(zip, name);
          try (InputStream in = old.getInputStream(entry)) {
            in.transferTo(zip);
          }
        }
      }
    }
  }

  private static MultiLayerConfiguration portable(MultiLayerNetwork network, OutputHead head) {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations().clone();
    int last = network.getnLayers() - 1;
    BaseOutputLayer output = (BaseOutputLayer) configuration.getConf(last).getLayer();
    output.setLossFn(head.stockLoss());
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
      if (layer.getLayer().getIDropout() instanceof SeededDropout seeded) {
        layer
            .getLayer()
            .setIDropout(new org.deeplearning4j.nn.conf.dropout.Dropout(seeded.retain()));
      }
    }
    return configuration;
  }

  private static void vector(ZipOutputStream zip, String name, INDArray vector) throws IOException {
    entry(zip, name);
    DataOutputStream data = new DataOutputStream(zip);
    Nd4j.write(vector, data);
    data.flush();
  }

  private static void text(ZipOutputStream zip, String name, String text) throws IOException {
    entry(zip, name);
    zip.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Starts an entry with a fixed time, so that the same model is the same bytes. */
  private static void entry(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
  }
}
