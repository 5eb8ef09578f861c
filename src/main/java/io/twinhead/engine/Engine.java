package io.twinhead.engine;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Runs single steps of a network that stays an ordinary DL4J network at every moment. Not safe for
 * use by several threads at once; different engines may run in different threads.
 */
public interface Engine {
  /**
   * Trains on one batch: the gradient of the weighted sum of losses divided by the batch size, and
   * one update.
   *
   * @return the weighted sum of losses divided by the batch size, in nats, before the update and
   *     without regularisation; may be infinite or NaN when training has diverged
   */
  double step(Batch batch);

  /**
   * Returns the log-odds of the positive class per example, in inference mode.
   *
   * @param features row-major, {@code rows} examples
   */
  double[] logOdds(float[] features, int rows);

  /** The network that is being trained. */
  MultiLayerNetwork network();

  /** The name in commands and files. */
  String name();
}
