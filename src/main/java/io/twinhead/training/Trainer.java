package io.twinhead.training;

import io.twinhead.config.InputException;
import io.twinhead.config.PlanConfig;
import io.twinhead.dataset.Examples;
import io.twinhead.engine.Batch;
import io.twinhead.engine.BufferGuard;
import io.twinhead.engine.Engine;
import io.twinhead.engine.Engines;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Predictions;
import io.twinhead.evaluation.Score;
import io.twinhead.evaluation.Threshold;
import java.util.LinkedHashMap;
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
  private final Batches validation;
  private final TrainingListener listener;
  private final Engine engine;
  private final LearningRate learningRate;
  private final int epochsBefore;
  private TrainingState state = TrainingState.START;
  private @Nullable Weights best;

  private Trainer(
      TrainingPlan plan,
      Engine engine,
      Examples train,
      Examples validation,
      TrainingListener listener) {
    this.plan = plan;
    Batches.total(validation, "validation");
    this.train = Batches.weightedByMeanOf(train, train);
    this.validation = Batches.weightedByMeanOf(validation, train);
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
    Batches batches = Batches.of(validation);
    try (Engine engine = engine(plan, validation.features().shape())) {
      Score loss = Metrics.of(batches.predict(engine), Threshold.HALF).get(Metric.LOG_LOSS);
      listener.startsFrom(
          Objects.requireNonNull(Objects.requireNonNull(loss).value()), batches.baseline());
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
        divergence);
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
    }
  }

  private boolean ended() {
    return state.epoch() > plan.epochs()
        || state.epoch() - state.bestEpoch() > plan.patience()
        || (state.epoch() > 1 && state.next() == 0 && timeIsUp());
  }

  /** Of a training that has ended without diverging. */
  private Ending ending() {
    long whole = (long) state.history().size() * stepsPerEpoch();
    if (state.steps() < whole) {
      return Ending.MAX_TIME; // within an epoch
    }
    if (state.epoch() > plan.epochs()) {
      return Ending.EPOCHS;
    }
    return timeIsUp() ? Ending.MAX_TIME : Ending.PATIENCE;
  }

  private boolean timeIsUp() {
    return plan.maxTime() != null && state.seconds() >= plan.maxTime().duration().toNanos() / 1e9;
  }

  private void epoch() {
    try (BatchStream batches = plan.pass(train, state.epoch(), state.next())) {
      while (batches.hasNext() && !(state.next() > 0 && timeIsUp())) {
        step(batches);
        listener.reached(new Now(false));
        stopIfAsked();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopIfAsked();
    }
    Epoch epoch = validated();
    state = state.ended(epoch);
    if (state.atBest()) {
      best = Weights.of(engine.network()).atEpoch(epochsBefore + epoch.epoch());
    }
    listener.epochEnded(epoch);
    listener.reached(new Now(true));
  }

  private void step(BatchStream batches) throws InterruptedException {
    long start = System.nanoTime();
    long waitedBefore = batches.waited();
    Batch batch = batches.next();
    double waited = (batches.waited() - waitedBefore) / 1e9;
    learningRate.scale(factor(state.steps()));
    double loss = Divergence.requireFinite(engine.step(batch), this::place);
    state = state.step(batch.size(), loss * batch.size(), secondsSince(start), waited);
    if (state.steps() == 1) {
      listener.firstStep();
    }
  }

  private double factor(long step) {
    return plan.rates().factor(step, stepsPerEpoch(), plan.epochs(), state.history());
  }

  private double lastRate() {
    return plan.model().updater().learningRate() * factor(state.steps() - 1);
  }

  private String place() {
    return "%s head, epoch %d, step %d: the loss"
        .formatted(plan.head().name(), state.epoch(), state.next() / plan.batchSize() + 1);
  }

  private int stepsPerEpoch() {
    return (train.size() + plan.batchSize() - 1) / plan.batchSize();
  }

  private void stopIfAsked() {
    if (Thread.interrupted()) {
      listener.interrupted(new Now(false));
      throw new CancellationException("interrupted in epoch " + state.epoch());
    }
  }

  private Epoch validated() {
    long start = System.nanoTime();
    Map<String, @Nullable Double> metrics = new LinkedHashMap<>();
    try {
      requireFiniteParameters();
      Predictions said = validation.predict(engine);
      Metrics.of(said, Threshold.HALF)
          .forEach((metric, score) -> metrics.put(metric.key(), score.value()));
      metrics.put("saturated", (double) said.saturated() / said.size());
      metrics.put("learning_rate", lastRate());
    } catch (Divergence e) {
      throw e.in("%s head, validation after epoch %d".formatted(plan.head().name(), state.epoch()));
    } catch (CancellationException e) {
      stopIfAsked();
      throw e;
    }
    return new Epoch(
        state.epoch(),
        trainLoss(),
        Objects.requireNonNull(metrics.get(Metric.LOG_LOSS.key())),
        metrics,
        state.next() / state.stepSeconds(),
        state.stepSeconds() + secondsSince(start),
        state.waitSeconds() / state.stepSeconds());
  }

  /** The mean over the epoch that runs. */
  private double trainLoss() {
    return state.lossSum() / state.next() / train.lossTerms();
  }

  /** Outputs need not show it: a rectifier can turn NaN into 0. */
  private void requireFiniteParameters() {
    double sum = BufferGuard.keeping(() -> engine.network().params().sumNumber().doubleValue());
    Divergence.requireFinite(sum, () -> "the sum of the network's parameters");
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Where the training is. */
  private final class Now implements Moment {
    private final boolean epochEnded;

    Now(boolean epochEnded) {
      this.epochEnded = epochEnded;
    }

    @Override
    public int epoch() {
      return epochEnded ? state.epoch() - 1 : state.epoch();
    }

    @Override
    public boolean epochEnded() {
      return epochEnded;
    }

    @Override
    public long steps() {
      return state.steps();
    }

    @Override
    public int stepsPerEpoch() {
      return Trainer.this.stepsPerEpoch();
    }

    @Override
    public int epochs() {
      return plan.epochs();
    }

    @Override
    public int step() {
      return (state.next() + plan.batchSize() - 1) / plan.batchSize();
    }

    @Override
    public double trainLoss() {
      return Trainer.this.trainLoss();
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
      requireFiniteParameters();
      return new Checkpoint(state, plan(), Weights.of(engine.network()), best);
    }
  }
}
