package io.twinhead.training;

import java.util.IdentityHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The learning rates of a network's updaters, which any engine asks for at each step. Layers may
 * have different ones, and all are scaled alike: those that update and those that a layer's
 * configuration has, which need not be the same objects and are what a saved network shows.
 */
final class LearningRate {
  private final Map<IUpdater, Double> own = new IdentityHashMap<>();

  LearningRate(MultiLayerNetwork network) {
    for (UpdaterBlock block : ((MultiLayerUpdater) network.getUpdater()).getUpdaterBlocks()) {
      add(block.getGradientUpdater().getConfig());
    }
    for (Layer layer : network.getLayers()) {
      for (String parameter : layer.paramTable().keySet()) {
        add(layer.getConfig().getUpdaterByParam(parameter));
      }
    }
  }

  private void add(IUpdater updater) {
    if (updater.hasLearningRate()) {
      own.put(updater, updater.getLearningRate(0, 0));
    }
  }

  /** From now on each rate is its own times {@code factor}; with 1 what it was at first. */
  void scale(double factor) {
    own.forEach((updater, rate) -> updater.setLrAndSchedule(rate * factor, null));
  }
}
