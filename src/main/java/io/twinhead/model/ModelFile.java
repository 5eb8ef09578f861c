package io.twinhead.model;

import io.twinhead.head.OutputHead;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@code model.zip}: a network that any DL4J installation restores without this program, and
 * readable documents beside it.
 *
 * <p>The output layer is saved with DL4J's own loss, which is clipped, and dropout with DL4J's own
 * masks; outputs are the same, and only training on would differ. The updater's state is left out,
 * because the weights are those of the best epoch and the state that of the last.
 */
public final class ModelFile {
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
      entry(zip, ModelSerializer.COEFFICIENTS_BIN);
      DataOutputStream data = new DataOutputStream(zip);
      Nd4j.write(network.params(), data);
      data.flush();
      for (Map.Entry<String, String> document : new TreeMap<>(documents).entrySet()) {
        text(zip, document.getKey(), document.getValue());
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
