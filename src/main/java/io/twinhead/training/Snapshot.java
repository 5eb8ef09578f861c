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
  private final int epochsBefore;
  private int iterations;
  private int epochs;

  /** Takes the first snapshot. */
  Snapshot(MultiLayerNetwork network) {
    this.network = network;
    this.parameters = network.params().dup();
    INDArray state = network.getUpdater().getStateViewArray(); // null for rules without one
    this.updaterState = state == null ? null : state.dup();
    this.epochsBefore = network.getEpochCount();
    this.iterations = network.getIterationCount();
    this.epochs = epochsBefore;
  }

  /**
   * Takes another one in its place.
   *
   * @param epoch of this training that has just ended, from 1; the network counts those of a
   *     training that this one goes on from too
   */
  void take(int epoch) {
    parameters.assign(network.params());
    if (updaterState != null) {
      updaterState.assign(network.getUpdater().getStateViewArray());
    }
    iterations = network.getIterationCount();
    epochs = epochsBefore + epoch;
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
