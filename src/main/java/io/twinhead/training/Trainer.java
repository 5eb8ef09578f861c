package io.twinhead.training;

import io.twinhead.config.InputException;
import io.twinhead.dataset.Examples;
import io.twinhead.engine.Batch;
import io.twinhead.engine.BufferGuard;
import io.twinhead.engine.Engine;
import io.twinhead.engine.Engines;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network: epochs, early stopping on the validation loss, best weights kept. Between any
 * two steps it can be stopped, and gone on with from a {@link Checkpoint} as if it had not been.
 */
public final class Trainer {
  private final TrainingPlan plan;
  private final Batches train;
  private final Validation validation;
  private final TrainingListener listener;
  private final Engine engine;
  private final LearningRate learningRate;
  private final int epochsBefore;
  private TrainingState state = TrainingState.START;
  private @Nullable Weights best;
  private @Nullable BatchStream ahead;

  private Trainer(
      TrainingPlan plan,
      Engine engine,
      Examples train,
      Examples validation,
      TrainingListener listener) {
    this.plan = plan;
    Batches.total(validation, "validation");
    this.train = Batches.weightedByMeanOf(train, train);
    this.validation = new Validation(Batches.weightedByMeanOf(validation, train));
    this.listener = listener;
    this.engine = engine;
    this.learningRate = new LearningRate(engine.network());
    this.epochsBefore = engine.network().getEpochCount();
  }

  /**
   * Trains to the end, or until training diverges after an epoch that can be kept.
   *
   * @return what was achieved, to be closed
   * @throws Divergence if that happens in the first epoch
   * @throws InputException if no row of a part counts
   * @throws CancellationException if the thread is interrupted
   */
  public static Trained train(
      TrainingPlan plan, Examples train, Examples validation, TrainingListener listener) {
    return train(plan, null, train, validation, listener);
  }

  /**
   * The same from where an earlier one had come to, with its plan and its examples.
   *
   * @param from null to begin
   */
  static Trained train(
      TrainingPlan plan,
      @Nullable Checkpoint from,
      Examples train,
      Examples validation,
      TrainingListener listener) {
    int[] shape = train.features().shape();
    if (plan.start().learnt() && from == null) {
      sayWhereItStarts(plan, validation, listener);
    }
    return train(plan, engine(plan, shape), from, train, validation, listener);
  }

  private static Engine engine(TrainingPlan plan, int[] shape) {
    MultiLayerNetwork network = BufferGuard.keeping(() -> plan.network(shape));
    return Engines.create(network, plan.head(), shape, plan.dropoutSeed(), plan.engine());
  }

  /**
   * With an engine of its own: an engine decides at its first use what is fastest for so many rows,
   * and the one that trains should decide for a batch.
   */
  private static void sayWhereItStarts(
      TrainingPlan plan, Examples validation, TrainingListener listener) {
    Validation measured = new Validation(Batches.of(validation));
    try (Engine engine = engine(plan, validation.features().shape())) {
      listener.startsFrom(Validation.loss(measured.of(engine)), measured.baseline());
    }
  }

  /** Trains with an engine, which belongs to the result, or is closed if there is none. */
  static Trained train(
      TrainingPlan plan,
      Engine engine,
      @Nullable Checkpoint from,
      Examples train,
      Examples validation,
      TrainingListener listener) {
    try {
      Trainer trainer = new Trainer(plan, engine, train, validation, listener);
      if (from != null) {
        trainer.goOn(from);
      }
      return trainer.run();
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  private void goOn(Checkpoint from) {
    from.weights().restore(engine.network());
    engine.goOn(from.state().steps(), Math.min(plan.batchSize(), train.size()));
    best = from.best();
    state = from.state();
  }

  private Trained run() {
    Divergence divergence = epochs();
    learningRate.scale(1);
    Objects.requireNonNull(best).restore(engine.network());
    Judgement judgement = Judgement.of(state.history(), state.bestEpoch(), validation.baseline());
    return new Trained(
        engine,
        state.history(),
        state.bestEpoch(),
        state.seconds(),
        judgement,
        divergence == null ? ending() : Ending.DIVERGENCE,
        divergence,
        state.resumed());
  }

  /** Returns what ended the training before its time, after an epoch that can be kept; or null. */
  private @Nullable Divergence epochs() {
    try {
      while (!ended()) {
        epoch();
      }
      return null;
    } catch (Divergence e) {
      Divergence advised = e.at(plan.model().updater().learningRate());
      if (state.history().isEmpty()) {
        throw advised.andSo("No epoch had ended, so there are no weights to keep");
      }
      return advised;
    } finally {
      if (ahead != null) {
        ahead.close();
      }
    }
  }

  private void epoch() {
    try (BatchStream batches = pass()) {
      while (batches.hasNext() && !(state.next() > 0 && timeIsUp())) {
        step(batches);
        listener.reached(moment(false));
        stopIfAsked();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopIfAsked();
    }
    if (state.epoch() < plan.epochs() && !timeIsUp()) {
      ahead = plan.pass(train, state.epoch() + 1, 0); // which makes its first batches meanwhile
    }
    Epoch epoch = validated();
    state = state.ended(epoch, state.next() < train.size());
    if (state.atBest()) {
      best = Weights.of(engine.network()).atEpoch(epochsBefore + epoch.epoch());
    }
    listener.epochEnded(epoch);
    listener.reached(moment(true));
  }

  private BatchStream pass() {
    BatchStream ready = ahead;
    ahead = null;
    return ready == null ? plan.pass(train, state.epoch(), state.next()) : ready;
  }

  private void step(BatchStream batches) throws InterruptedException {
    long start = System.nanoTime();
    long waitedBefore = batches.waited();
    Batch batch = batches.next();
    double waited = (batches.waited() - waitedBefore) / 1e9;
    learningRate.scale(factor(step()));
    double loss = Divergence.requireFinite(engine.step(batch, batches::help), this::place);
    state = state.step(batch.size(), loss * batch.size(), secondsSince(start), waited);
    if (state.steps() == 1) {
      listener.firstStep();
    }
  }

  private Epoch validated() {
    long start = System.nanoTime();
    Map<String, @Nullable Double> metrics;
    try {
      metrics = validation.of(engine);
    } catch (Divergence e) {
      throw e.in("%s head, validation after epoch %d".formatted(plan.head().name(), state.epoch()));
    } catch (CancellationException e) {
      stopIfAsked();
      throw e;
    }
    metrics.put("learning_rate", plan.model().updater().learningRate() * factor(step() - 1));
    return new Epoch(
        state.epoch(),
        moment(false).trainLoss(),
        Validation.loss(metrics),
        metrics,
        moment(false).samplesPerSecond(),
        state.stepSeconds() + secondsSince(start),
        state.waitSeconds() / state.stepSeconds());
  }

  private boolean ended() {
    return state.epoch() > plan.epochs()
        || state.epoch() - state.bestEpoch() > plan.patience()
        || (state.epoch() > 1 && state.next() == 0 && timeIsUp());
  }

  /** Of a training that has ended without diverging. */
  private Ending ending() {
    if (state.epoch() > plan.epochs() && !(state.cut() && timeIsUp())) {
      return Ending.EPOCHS;
    }
    return timeIsUp() ? Ending.MAX_TIME : Ending.PATIENCE;
  }

  private boolean timeIsUp() {
    return plan.maxTime() != null && state.seconds() >= plan.maxTime().seconds();
  }

  /** The next step's number from 0, as if no epoch had been cut short. */
  private long step() {
    return (state.epoch() - 1L) * train.steps(plan.batchSize())
        + state.stepsOfEpoch(plan.batchSize());
  }

  private double factor(long step) {
    int stepsPerEpoch = train.steps(plan.batchSize());
    return plan.rates().factor(step, stepsPerEpoch, plan.epochs(), state.history());
  }

  private String place() {
    return "%s head, epoch %d, step %d: the loss"
        .formatted(plan.head().name(), state.epoch(), state.stepsOfEpoch(plan.batchSize()) + 1);
  }

  private void stopIfAsked() {
    if (Thread.interrupted()) {
      listener.interrupted(moment(false));
      throw new CancellationException("interrupted in epoch " + state.epoch());
    }
  }

  private Moment moment(boolean epochEnded) {
    return new BetweenSteps(state, epochEnded, plan, train, engine, best);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
