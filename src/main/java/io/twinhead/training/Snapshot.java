package io.twinhead.training;

import java.lang.ref.Reference;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network at one moment of its training: parameters, the updater's state that belongs to them,
 * and how far they have come.
 */
final class Snapshot {
  private final MultiLayerNetwork network;
  private final INDArray parameters;
  private final @Nullable INDArray updaterState;
  private int iterations;
  private int epochs;

  /** Takes the first snapshot. */
  Snapshot(MultiLayerNetwork network) {
    this.network = network;
    this.parameters = network.params().dup();
    INDArray state = network.getUpdater().getStateViewArray(); // null for rules without one
    this.updaterState = state == null ? null : state.dup();
  }

  /**
   * Takes another one in its place.
   *
   * @param epoch that has just ended
   */
  void take(int epoch) {
    parameters.assign(network.params());
    if (updaterState != null) {
      updaterState.assign(network.getUpdater().getStateViewArray());
    }
    iterations = network.getIterationCount();
    epochs = epoch;
  }

  /** Turns the network back to the moment of the last one. */
  void restore() {
    network.params().assign(parameters);
    if (updaterState != null) {
      network.getUpdater().getStateViewArray().assign(updaterState);
    }
    network.setIterationCount(iterations);
    network.setEpochCount(epochs);
    Reference.reachabilityFence(this); // see engine.BufferGuard: in use until here
  }
}
