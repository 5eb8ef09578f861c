package io.twinhead.training;

import io.twinhead.config.TrainingConfig;
import io.twinhead.dataset.Shuffle;
import io.twinhead.engine.EngineOptions;
import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelSpec;
import io.twinhead.run.Seeds;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * One training, fully decided.
 *
 * @param model the trunk and its updater
 * @param head the output head
 * @param epochs at most this many passes
 * @param patience epochs without a lower validation loss before stopping
 * @param batchSize examples per step; the last batch of a pass may be smaller
 * @param engine how steps are run
 * @param initSeed seed of the initial weights
 * @param orderSeed seed of the order of examples
 * @param dropoutSeed seed of the dropout masks
 */
public record TrainingPlan(
    ModelSpec model,
    OutputHead head,
    int epochs,
    int patience,
    int batchSize,
    EngineOptions engine,
    long initSeed,
    long orderSeed,
    long dropoutSeed) {

  /**
   * Takes what it needs from settings without gaps; the engine measures how many threads are best
   * if their number was left open.
   *
   * @param seed from which the random streams are derived
   * @param stream prefix of their names
   */
  public static TrainingPlan of(
      ModelSpec model, OutputHead head, TrainingConfig settings, long seed, String stream) {
    return new TrainingPlan(
        model,
        head,
        Objects.requireNonNull(settings.epochs()),
        Objects.requireNonNull(settings.patience()),
        Objects.requireNonNull(settings.batchSize()),
        new EngineOptions(
            Objects.requireNonNull(settings.engine()),
            Objects.requireNonNull(settings.kernels()),
            Objects.requireNonNull(settings.convolution()),
            Objects.requireNonNullElse(settings.threads(), 0),
            settings.plan()),
        Seeds.derive(seed, stream + "init"),
        Seeds.derive(seed, stream + "order"),
        Seeds.derive(seed, stream + "dropout"));
  }

  /** The order of {@code size} examples in an epoch, from 1. */
  int[] order(int epoch, int size) {
    return Shuffle.of(size, new SplittableRandom(Seeds.derive(orderSeed, "epoch-" + epoch)));
  }

  /** The same with another head. */
  public TrainingPlan withHead(OutputHead other) {
    return new TrainingPlan(
        model, other, epochs, patience, batchSize, engine, initSeed, orderSeed, dropoutSeed);
  }
}
