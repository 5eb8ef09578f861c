package io.twinhead.training;

import io.twinhead.config.PlanConfig;
import io.twinhead.engine.Engine;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link Trainer} is.
 *
 * @param state that it has come to
 * @param epochEnded whether that is the end of an epoch
 * @param training what it does
 * @param train what it learns from
 * @param best at the end of the best epoch; null before the first
 */
record BetweenSteps(
    TrainingState state,
    boolean epochEnded,
    TrainingPlan training,
    Batches train,
    Engine engine,
    @Nullable Weights best)
    implements Moment {

  @Override
  public int epoch() {
    return epochEnded ? state.epoch() - 1 : state.epoch();
  }

  @Override
  public long steps() {
    return state.steps();
  }

  @Override
  public int stepsPerEpoch() {
    return train.steps(training.batchSize());
  }

  @Override
  public int epochs() {
    return training.epochs();
  }

  @Override
  public int step() {
    return state.stepsOfEpoch(training.batchSize());
  }

  @Override
  public double trainLoss() {
    return state.lossSum() / state.next() / train.lossTerms();
  }

  @Override
  public double samplesPerSecond() {
    return state.next() / state.stepSeconds();
  }

  @Override
  public int bestEpoch() {
    return state.bestEpoch();
  }

  @Override
  public @Nullable PlanConfig plan() {
    return engine.plan().toConfig();
  }

  @Override
  public Checkpoint checkpoint() {
    Validation.requireFiniteParameters(engine);
    return new Checkpoint(state, plan(), Weights.of(engine.network()), best);
  }
}
