package io.twinhead.engine;

import io.twinhead.head.OutputHead;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Runs single steps of a network that stays an ordinary DL4J network at every moment. Not safe for
 * use by several threads at once; different engines may run in different threads.
 */
public interface Engine extends AutoCloseable {
  /**
   * Feature values for one call of {@link #logits}, unless a single example has more: a network's
   * activations take some 10 to 50 times their memory.
   */
  int INFERENCE_VALUES = 1 << 21;

  /**
   * Trains on one batch: the gradient of the weighted sum of losses divided by the batch size, and
   * one update.
   *
   * @param batch of which everything needed has been copied when this returns: its arrays may be
   *     filled again
   * @return the weighted sum of losses divided by the batch size, in nats, before the update and
   *     without regularisation; may be infinite or NaN when training has diverged
   */
  double step(Batch batch);

  /**
   * The same, with other work for threads that have done their share of the gradients and would
   * wait for the others. Done beside the step, it would hold up one thread or another.
   *
   * @param meanwhile may be called by several threads at once, and returns when nothing is left to
   *     do; or not called at all, as by an engine that leaves cores free for it
   */
  default double step(Batch batch, Runnable meanwhile) {
    return step(batch);
  }

  /**
   * Makes ready to go on with a training, as if so many steps had been taken, of which the first
   * had {@code rows} examples. Call it once, before anything else.
   */
  void goOn(long steps, int rows);

  /**
   * Returns the logits [rows, outputs], row-major, in inference mode.
   *
   * @param features row-major, {@code rows} examples; callers cut what has more values than {@link
   *     #INFERENCE_VALUES}
   */
  double[] logits(float[] features, int rows);

  /**
   * Returns the log-odds of the positive class per example, for a head that decides between two.
   */
  default double[] logOdds(float[] features, int rows) {
    double[] logits = logits(features, rows);
    double[] logOdds = new double[rows];
    for (int i = 0; i < rows; i++) {
      logOdds[i] = head().logOdds(logits, i);
    }
    return logOdds;
  }

  /** The head of the network. */
  OutputHead head();

  /** The network that is being trained. */
  MultiLayerNetwork network();

  /** What was decided by measuring. */
  PlanRecord plan();

  /**
   * Times every operation of the plan in steps on {@code batch}, which train the network on.
   *
   * @param steps to take the mean of, at least 1
   * @return the operations in the order in which they run; none for an engine without a plan
   */
  default List<OpCost> explain(Batch batch, int steps) {
    return List.of();
  }

  /** Gives native memory back; the network stays usable, the engine does not. */
  @Override
  void close();
}
