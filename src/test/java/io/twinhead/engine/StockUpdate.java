package io.twinhead.engine;

import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What DL4J's {@code fit} does with the gradients that lie in a network's vector. */
final class StockUpdate {
  private final MultiLayerNetwork network;
  private final Gradient gradient;

  StockUpdate(MultiLayerNetwork network) {
    this.network = network;
    network.initGradientsView();
    INDArray flat = network.getFlattenedGradients();
    this.gradient = new DefaultGradient(flat);
    INDArray vector = flat.reshape(flat.length());
    long origin = network.params().offset();
    network
        .paramTable()
        .forEach(
            (name, parameter) -> {
              long from = parameter.offset() - origin;
              gradient.setGradientFor(
                  name, vector.get(NDArrayIndex.interval(from, from + parameter.length())));
            });
  }

  void run() {
    int alreadyMeans = 1;
    network
        .getUpdater()
        .update(
            network,
            gradient,
            network.getIterationCount(),
            network.getEpochCount(),
            alreadyMeans,
            LayerWorkspaceMgr.noWorkspaces());
    network.params().subi(network.getFlattenedGradients().reshape(network.params().shape()));
    network.setIterationCount(network.getIterationCount() + 1);
  }
}
