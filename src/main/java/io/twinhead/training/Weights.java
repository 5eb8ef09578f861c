package io.twinhead.training;

import io.twinhead.engine.BufferGuard;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A copy of a network's numbers at one moment of its training.
 *
 * @param parameters all of them, in DL4J's order
 * @param updaterState that belongs to them; null for rules without one
 * @param iterations that the network counts
 * @param epochs that the network counts
 */
@SuppressWarnings("ArrayRecordComponent") // handed to files and back; never compared
record Weights(float[] parameters, float @Nullable [] updaterState, int iterations, int epochs) {

  /** Copies a network's numbers. */
  static Weights of(MultiLayerNetwork network) {
    return BufferGuard.keeping(
        () -> {
          INDArray state = network.getUpdater().getStateViewArray(); // null for rules without one
          return new Weights(
              copy(network.params()),
              state == null ? null : copy(state),
              network.getIterationCount(),
              network.getEpochCount());
        });
  }

  private static float[] copy(INDArray vector) {
    return vector.dup().data().asFloat();
  }

  /** Turns a network of the same structure back to that moment. */
  void restore(MultiLayerNetwork network) {
    BufferGuard.keeping(
        () -> {
          assign(network.params(), parameters);
          if (updaterState != null) {
            assign(network.getUpdater().getStateViewArray(), updaterState);
          }
          return this;
        });
    network.setIterationCount(iterations);
    network.setEpochCount(epochs);
  }

  private static void assign(INDArray vector, float[] values) {
    vector.assign(Nd4j.createFromArray(values).reshape(vector.shape()));
  }

  /** The same at another count of epochs. */
  Weights atEpoch(int count) {
    return new Weights(parameters, updaterState, iterations, count);
  }
}
