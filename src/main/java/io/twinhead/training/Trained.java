package io.twinhead.training;

import io.twinhead.config.Experiment;
import io.twinhead.config.PlanConfig;
import io.twinhead.dataset.Features;
import io.twinhead.engine.Engine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A training that has ended. The engine's network holds the weights of the best epoch. Closing it
 * closes the engine.
 *
 * @param engine ready for inference
 * @param history every epoch that ended
 * @param bestEpoch the epoch with the lowest validation loss, from 1 on
 * @param seconds for the whole training
 * @param judgement of the loss against its baseline
 * @param ending why there was no further step
 * @param divergence that ended it early, in the epoch after the last of {@code history}; or null
 * @param resumed where settings changed on the way
 */
public record Trained(
    Engine engine,
    List<Epoch> history,
    int bestEpoch,
    double seconds,
    Judgement judgement,
    Ending ending,
    @Nullable Divergence divergence,
    List<Resumed> resumed)
    implements AutoCloseable {
  public Trained {
    history = List.copyOf(history);
    resumed = List.copyOf(resumed);
  }

  /**
   * Insists on a training that came to its end.
   *
   * @throws Divergence if it did not
   */
  public void requireCompleted() {
    if (divergence != null) {
      throw divergence;
    }
  }

  /** The number of parameters of the whole network. */
  public long parameters() {
    return engine.network().numParams();
  }

  /** The number of parameters of the output layer. */
  public long headParameters() {
    return engine.network().getOutputLayer().numParams();
  }

  /** The engine that ran the steps. */
  public String engineName() {
    return engine.plan().engine();
  }

  /** Settings with what the engine measured in place of what was left open, for a repeat. */
  public Experiment decided(Experiment settings) {
    return settings.withPlan(plan());
  }

  /** What the engine decided by measuring; null for an engine that decides nothing. */
  public @Nullable PlanConfig plan() {
    return engine.plan().toConfig();
  }

  /**
   * What the network computes: row-major [examples, outputs].
   *
   * @throws Divergence if it is not finite
   */
  double[] logits(Features examples) {
    return Inference.logits(engine, examples, Divergence.ofOutput(examples.size()));
  }

  /** The epoch whose weights were kept. */
  public Epoch best() {
    return history.get(bestEpoch - 1);
  }

  @Override
  public void close() {
    engine.close();
  }
}
