package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.Yaml;
import io.twinhead.engine.ReferenceEngine;
import io.twinhead.head.Logistic;
import io.twinhead.head.OutputHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelFileTest {
  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> HEADS = OutputHead.ALL;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("HEADS")
  void isRestoredByStockDl4jWithItsOwnLossAndTheSameOutputs(OutputHead head) throws IOException {
    MultiLayerNetwork network = network(head);
    Path file = folder.resolve("model.zip");
    ModelFile.write(file, network, head, Map.of("head.json", "{}"));

    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
    INDArray input = Nd4j.linspace(-1, 1, 20, network.params().dataType()).reshape(4, 5);
    assertThat(restored.output(input)).isEqualTo(network.output(input));
    assertThat(((BaseOutputLayer) restored.getOutputLayer().conf().getLayer()).getLossFn())
        .hasSameClassAs(head.stockLoss());
    assertThat(((BaseOutputLayer) network.getOutputLayer().conf().getLayer()).getLossFn().name())
        .as("the network in memory keeps its own loss")
        .isEqualTo(head.loss().name());
  }

  /** Pools with padding and a stride: what a reader's defaults could change. */
  @ParameterizedTest
  @FieldSource("HEADS")
  void isRestoredByStockDl4jForNhwcImages(OutputHead head) throws IOException {
    ModelSpec spec =
        Yaml.parse(
            "test",
            """
            name: test
            layers:
              - conv: {filters: 3, stride: 2, padding: same}
              - avg-pool: {size: 3, stride: 2, padding: same}
              - max-pool: {}
              - dense: {units: 4}
              - dropout: {rate: 0.25}
            updater: {sgd: {learning-rate: 0.1}}
            """,
            ModelSpec.class);
    int[] shape = {11, 13, 2};
    int rows = 3;
    MultiLayerNetwork network = Networks.create(spec, head, shape, 11);
    Path file = folder.resolve("model.zip");
    ModelFile.write(file, network, head, Map.of());

    MultiLayerNetwork restored = MultiLayerNetwork.load(file.toFile(), false);
    assertThat(restored.getLayer(4).conf().getLayer().getIDropout())
        .isEqualTo(new org.deeplearning4j.nn.conf.dropout.Dropout(0.75));
    assertThat(restored.getLayerWiseConfigurations().toJson()).doesNotContain("twinhead");
    assertThat(network.getLayer(4).conf().getLayer().getIDropout())
        .as("the network in memory keeps its own dropout")
        .isInstanceOf(SeededDropout.class);
    int size = rows * 11 * 13 * 2;
    INDArray input =
        Nd4j.linspace(-1, 1, size, network.params().dataType()).reshape(rows, 11, 13, 2);
    INDArray probabilities = restored.output(input);
    assertThat(probabilities).isEqualTo(network.output(input));
    double[] logOdds =
        new ReferenceEngine(network, head, shape, 1).logOdds(input.data().asFloat(), rows);
    for (int i = 0; i < rows; i++) {
      assertThat(Logistic.sigmoid(logOdds[i]))
          .isCloseTo(probabilities.getDouble(i, head.outputs() - 1), within(1e-6));
    }
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void isTheSameBytesEachTimeAndCarriesItsDocuments(OutputHead head) throws IOException {
    Path first = folder.resolve("1.zip");
    Path second = folder.resolve("2.zip");
    Map<String, String> documents = new LinkedHashMap<>();
    documents.put("head.json", "{\"head\": 1}");
    documents.put("another.json", "{}");
    Map<String, String> reversed = new LinkedHashMap<>();
    reversed.put("another.json", "{}");
    reversed.put("head.json", "{\"head\": 1}");
    ModelFile.write(first, network(head), head, documents);
    ModelFile.write(second, network(head), head, reversed);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    try (ZipFile zip = new ZipFile(first.toFile())) {
      assertThat(zip.getInputStream(zip.getEntry("head.json")).readAllBytes())
          .asString()
          .isEqualTo("{\"head\": 1}");
    }
  }

  private static MultiLayerNetwork network(OutputHead head) {
    return Networks.create(Models.find("dense-small"), head, new int[] {5}, 11);
  }
}
