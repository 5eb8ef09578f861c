package io.twinhead.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Model files as stock DL4J writes them, mistakes included: its own checks are off. */
final class StockModels {
  private StockModels() {}

  static Layer dense(int in, int out, Activation activation) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
  }

  static Layer output(int in, int out, Activation activation, ILossFunction loss) {
    return new OutputLayer.Builder(loss).nIn(in).nOut(out).activation(activation).build();
  }

  /** Writes a MultiLayerNetwork. */
  static Path write(Path file, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    List.of(layers).forEach(list::layer);
    MultiLayerNetwork network =
        new MultiLayerNetwork(list.validateOutputLayerConfig(false).build());
    network.init();
    return save(file, network);
  }

  /** Writes a ComputationGraph of two branches that end in the given layers of 4 inputs. */
  static Path writeGraph(Path file, Layer one, Layer other) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .addLayer("trunk", dense(3, 4, Activation.RELU), "in")
            .addLayer("one", one, "trunk")
            .addLayer("other", other, "trunk")
            .setOutputs("one", "other");
    ComputationGraph network = new ComputationGraph(graph.validateOutputLayerConfig(false).build());
    network.init();
    return save(file, network);
  }

  private static Path save(Path file, Model network) {
    try {
      ModelSerializer.writeModel(network, file.toFile(), false);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
