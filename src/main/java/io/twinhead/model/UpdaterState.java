package io.twinhead.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;

/**
 * What a network's updater remembers, as arrays with one value for each parameter. DL4J lays it out
 * by blocks of layers with equal settings, which need not be the same in two networks.
 */
final class UpdaterState {
  private final MultiLayerNetwork network;
  private final List<UpdaterBlock> blocks;

  UpdaterState(MultiLayerNetwork network) {
    this.network = network;
    this.blocks = ((MultiLayerUpdater) network.getUpdater()).getUpdaterBlocks();
  }

  /**
   * Takes over another network's state.
   *
   * @throws IllegalArgumentException if that has another updater
   */
  void fill(UpdaterState source, HeadConversion conversion) {
    IUpdater updater = head();
    if (updater.getClass() != source.head().getClass()) {
      throw new IllegalArgumentException(
          "the state of %s is of no use to %s".formatted(source.head(), updater));
    }
    double rates = rate() / source.rate();
    source
        .read()
        .forEach((name, values) -> write(name, conversion.apply(rule(name, rates), values)));
  }

  private HeadRule rule(String name, double rates) {
    IUpdater updater = head();
    if (updater instanceof Nesterovs) {
      return HeadRule.gradients(rates); // a velocity is a step, and contains the learning rate
    }
    if (updater instanceof RmsProp || updater instanceof Adam && name.equals("V")) {
      return HeadRule.SQUARES;
    }
    if (updater instanceof Adam && name.equals("M")) {
      return HeadRule.gradients(1);
    }
    throw new IllegalArgumentException("what is " + name + " of " + updater + "?");
  }

  private IUpdater head() {
    return blocks.get(blocks.size() - 1).getGradientUpdater().getConfig();
  }

  private double rate() {
    return head().getLearningRate(network.getIterationCount(), network.getEpochCount());
  }

  private Map<String, double[]> read() {
    int length = Math.toIntExact(network.numParams());
    Map<String, double[]> all = new TreeMap<>();
    for (UpdaterBlock block : blocks) {
      states(block)
          .forEach(
              (name, state) -> {
                double[] values = state.dup().data().asDouble();
                double[] target = all.computeIfAbsent(name, n -> new double[length]);
                System.arraycopy(values, 0, target, block.getParamOffsetStart(), values.length);
              });
    }
    return all;
  }

  private void write(String name, double[] values) {
    for (UpdaterBlock block : blocks) {
      INDArray state = states(block).get(name);
      if (state != null) {
        int from = block.getParamOffsetStart();
        double[] own = Arrays.copyOfRange(values, from, block.getParamOffsetEnd());
        state.assign(Nd4j.createFromArray(own).reshape(state.shape()));
      }
    }
  }

  /** Empty for updaters that remember nothing. */
  private static Map<String, INDArray> states(UpdaterBlock block) {
    Map<String, INDArray> states = block.getGradientUpdater().getState();
    return states == null ? Map.of() : states;
  }
}
