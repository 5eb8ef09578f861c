package io.twinhead.training;

import io.twinhead.dataset.Examples;
import io.twinhead.engine.Engine;
import io.twinhead.evaluation.Predictions;
import java.util.List;

/**
 * A finished training. The engine's network holds the weights of the best epoch.
 *
 * @param engine ready for inference
 * @param history every epoch
 * @param bestEpoch the epoch with the lowest validation loss, from 1 on
 * @param seconds for the whole training
 * @param judgement of the loss against its baseline
 */
public record Trained(
    Engine engine, List<Epoch> history, int bestEpoch, double seconds, Judgement judgement) {
  public Trained {
    history = List.copyOf(history);
  }

  /** The number of parameters of the whole network. */
  public long parameters() {
    return engine.network().numParams();
  }

  /** What the network says about examples; weights as they are. */
  public Predictions predict(Examples examples) {
    return Batches.of(examples).predict(engine);
  }

  /** The epoch whose weights were kept. */
  public Epoch best() {
    return history.get(bestEpoch - 1);
  }
}
