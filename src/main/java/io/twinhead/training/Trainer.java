package io.twinhead.training;

import io.twinhead.config.InputException;
import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Shuffle;
import io.twinhead.engine.Batch;
import io.twinhead.engine.BufferGuard;
import io.twinhead.engine.Engine;
import io.twinhead.engine.ReferenceEngine;
import io.twinhead.evaluation.Metric;
import io.twinhead.evaluation.Metrics;
import io.twinhead.evaluation.Threshold;
import io.twinhead.model.Networks;
import io.twinhead.run.Seeds;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains one network: epochs, early stopping on the validation loss, best weights kept. */
public final class Trainer {
  private final TrainingPlan plan;
  private final Batches train;
  private final Batches validation;
  private final TrainingListener listener;
  private final Engine engine;

  private Trainer(
      TrainingPlan plan, Examples train, Examples validation, TrainingListener listener) {
    this.plan = plan;
    Batches.total(validation, "validation");
    this.train = Batches.weightedByMeanOf(train, train);
    this.validation = Batches.weightedByMeanOf(validation, train);
    this.listener = listener;
    int[] shape = train.features().shape();
    MultiLayerNetwork network =
        BufferGuard.keeping(
            () -> Networks.create(plan.model(), plan.head(), shape, plan.initSeed()));
    this.engine = new ReferenceEngine(network, plan.head(), shape, plan.dropoutSeed());
  }

  /**
   * Trains to the end.
   *
   * @throws InputException if the loss is no longer a finite number
   * @throws CancellationException if the thread is interrupted
   */
  public static Trained train(
      TrainingPlan plan, Examples train, Examples validation, TrainingListener listener) {
    return new Trainer(plan, train, validation, listener).run();
  }

  private Trained run() {
    long start = System.nanoTime();
    List<Epoch> history = new ArrayList<>();
    INDArray bestParameters = engine.network().params().dup();
    int bestEpoch = 0;
    double bestLoss = Double.POSITIVE_INFINITY;
    for (int n = 1; n <= plan.epochs() && n - bestEpoch <= plan.patience(); n++) {
      Epoch epoch = epoch(n);
      history.add(epoch);
      listener.epochEnded(epoch);
      if (epoch.validationLoss() < bestLoss) {
        bestLoss = epoch.validationLoss();
        bestEpoch = n;
        bestParameters.assign(engine.network().params());
      }
    }
    engine.network().params().assign(bestParameters);
    Reference.reachabilityFence(bestParameters); // see BufferGuard: in use until here
    Judgement judgement = Judgement.of(history, bestEpoch, validation.baseline());
    return new Trained(engine, history, bestEpoch, secondsSince(start), judgement);
  }

  private Epoch epoch(int number) {
    long start = System.nanoTime();
    int[] order = order(number);
    double sum = 0;
    for (int from = 0; from < order.length; from += plan.batchSize()) {
      Batch batch = train.batch(order, from, Math.min(order.length, from + plan.batchSize()));
      sum += step(batch, number, from / plan.batchSize() + 1) * batch.size();
    }
    double stepSeconds = secondsSince(start);
    Map<String, @Nullable Double> metrics = validate();
    return new Epoch(
        number,
        sum / order.length,
        Objects.requireNonNull(metrics.get(Metric.LOG_LOSS.key())),
        metrics,
        order.length / stepSeconds,
        secondsSince(start));
  }

  private Map<String, @Nullable Double> validate() {
    Map<String, @Nullable Double> metrics = new LinkedHashMap<>();
    Metrics.of(validation.predict(engine), Threshold.HALF)
        .forEach((metric, score) -> metrics.put(metric.key(), score.value()));
    return metrics;
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

  private int[] order(int epoch) {
    long seed = Seeds.derive(plan.orderSeed(), "epoch-" + epoch);
    return Shuffle.of(train.size(), new SplittableRandom(seed));
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
