package io.twinhead.training;

import io.twinhead.config.InputException;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/** Trains one network: epochs, early stopping on the validation loss, best weights kept. */
public final class Trainer {
  private final TrainingPlan plan;
  private final Batches train;
  private final Batches validation;
  private final TrainingListener listener;
  private final Engine engine;
  private final List<Epoch> history = new ArrayList<>();
  private final Snapshot best;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int bestEpoch;

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
    this.best = new Snapshot(engine.network());
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
    int[] shape = train.features().shape();
    if (plan.start().learnt()) {
      sayWhereItStarts(plan, validation, listener);
    }
    return train(plan, engine(plan, shape), train, validation, listener);
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
      Examples train,
      Examples validation,
      TrainingListener listener) {
    try {
      return new Trainer(plan, engine, train, validation, listener).run();
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  private Trained run() {
    long start = System.nanoTime();
    Divergence divergence = epochs();
    best.restore();
    Judgement judgement = Judgement.of(history, bestEpoch, validation.baseline());
    return new Trained(engine, history, bestEpoch, secondsSince(start), judgement, divergence);
  }

  /** Returns what ended the training before its time, after an epoch that can be kept; or null. */
  private @Nullable Divergence epochs() {
    try {
      for (int n = 1; n <= plan.epochs() && n - bestEpoch <= plan.patience(); n++) {
        ended(epoch(n));
      }
      return null;
    } catch (Divergence e) {
      if (history.isEmpty()) {
        throw e.andSo("No epoch had ended, so there are no weights to keep");
      }
      return e;
    }
  }

  private void ended(Epoch epoch) {
    history.add(epoch);
    listener.epochEnded(epoch);
    if (epoch.validationLoss() < bestLoss) {
      bestLoss = epoch.validationLoss();
      bestEpoch = epoch.epoch();
      best.take(epoch.epoch());
    }
  }

  private Epoch epoch(int number) {
    long start = System.nanoTime();
    int[] order = plan.order(number, train.size());
    double sum = 0;
    for (int from = 0; from < order.length; from += plan.batchSize()) {
      Batch batch = train.batch(order, from, Math.min(order.length, from + plan.batchSize()));
      sum += step(batch, number, from / plan.batchSize() + 1) * batch.size();
    }
    double stepSeconds = secondsSince(start);
    Map<String, @Nullable Double> metrics = validate(number);
    return new Epoch(
        number,
        sum / order.length / train.lossTerms(),
        Objects.requireNonNull(metrics.get(Metric.LOG_LOSS.key())),
        metrics,
        order.length / stepSeconds,
        secondsSince(start));
  }

  private Map<String, @Nullable Double> validate(int epoch) {
    Map<String, @Nullable Double> metrics = new LinkedHashMap<>();
    try {
      requireFiniteParameters();
      Predictions said = validation.predict(engine);
      Metrics.of(said, Threshold.HALF)
          .forEach((metric, score) -> metrics.put(metric.key(), score.value()));
      metrics.put("saturated", (double) said.saturated() / said.size());
    } catch (Divergence e) {
      throw e.in("%s head, validation after epoch %d".formatted(plan.head().name(), epoch));
    }
    return metrics;
  }

  /** Outputs need not show it: a rectifier can turn NaN into 0. */
  private void requireFiniteParameters() {
    double sum = BufferGuard.keeping(() -> engine.network().params().sumNumber().doubleValue());
    Divergence.requireFinite(sum, () -> "the sum of the network's parameters");
  }

  private double step(Batch batch, int epoch, int step) {
    if (Thread.interrupted()) {
      throw new CancellationException("interrupted in epoch " + epoch);
    }
    double loss =
        Divergence.requireFinite(
            engine.step(batch),
            () ->
                "%s head, epoch %d, step %d: the loss".formatted(plan.head().name(), epoch, step));
    if (epoch == 1 && step == 1) {
      listener.firstStep();
    }
    return loss;
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
