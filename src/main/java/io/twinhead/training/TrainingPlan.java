package io.twinhead.training;

import io.twinhead.config.Augment;
import io.twinhead.config.Convolution;
import io.twinhead.config.Kernels;
import io.twinhead.config.PlanConfig;
import io.twinhead.config.TimeSpan;
import io.twinhead.config.TrainingConfig;
import io.twinhead.dataset.Shuffle;
import io.twinhead.engine.EngineOptions;
import io.twinhead.head.OutputHead;
import io.twinhead.model.HeadTuning;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.Networks;
import io.twinhead.run.Seeds;
import java.util.Objects;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

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
 * @param augmentation of training images
 * @param tuning of the output layer
 * @param start the weights before the first step
 * @param rates factors on the learning rate
 * @param maxTime after which training ends with what it has; null for as long as it takes
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
    long dropoutSeed,
    Augmentation augmentation,
    HeadTuning tuning,
    InitialWeights start,
    Rates rates,
    @Nullable TimeSpan maxTime) {

  /** A training that starts from the weights drawn, with the same settings for all layers. */
  public TrainingPlan(
      ModelSpec model,
      OutputHead head,
      int epochs,
      int patience,
      int batchSize,
      EngineOptions engine,
      long initSeed,
      long orderSeed,
      long dropoutSeed) {
    this(
        model,
        head,
        epochs,
        patience,
        batchSize,
        engine,
        initSeed,
        orderSeed,
        dropoutSeed,
        Augmentation.NONE,
        HeadTuning.NONE,
        InitialWeights.DRAWN,
        Rates.CONSTANT,
        null);
  }

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
        Seeds.derive(seed, stream + "dropout"),
        new Augmentation(
            Objects.requireNonNullElse(settings.augment(), Augment.NONE),
            Seeds.derive(seed, stream + "augment")),
        HeadTuning.NONE,
        InitialWeights.DRAWN,
        new Rates(
            Objects.requireNonNull(settings.schedule()), Objects.requireNonNull(settings.warmup())),
        settings.maxTime());
  }

  /**
   * The batches of an epoch, from 1, in its order and as it shows its examples.
   *
   * @param done examples that are behind
   */
  BatchStream pass(Batches batches, int epoch, int done) {
    return batches.pass(
        augmentation.of(batches.features(), epoch), order(epoch, batches.size()), done, batchSize);
  }

  private int[] order(int epoch, int size) {
    return Shuffle.of(size, new SplittableRandom(Seeds.derive(orderSeed, "epoch-" + epoch)));
  }

  /** The network before its first step. */
  MultiLayerNetwork network(int[] shape) {
    MultiLayerNetwork network =
        Networks.create(model, head, shape, initSeed, tuning, DataType.FLOAT);
    start.set(network, this, shape);
    return network;
  }

  /** The same with another head. */
  public TrainingPlan with(OutputHead other) {
    return with(model, other, engine, tuning, start);
  }

  /** The same with another model. */
  public TrainingPlan with(ModelSpec other) {
    return with(other, head, engine, tuning, start);
  }

  /** The same for numbers of a precision: only ND4J's own operations know double. */
  public TrainingPlan in(DataType type) {
    return type == DataType.FLOAT
        ? this
        : with(
            model,
            head,
            new EngineOptions(engine.engine(), Kernels.ND4J, Convolution.DIRECT, 1),
            tuning,
            start);
  }

  /** The same as an engine decided to run it, if it did. */
  TrainingPlan as(@Nullable PlanConfig decided) {
    EngineOptions options =
        new EngineOptions(
            engine.engine(), engine.kernels(), engine.convolution(), engine.threads(), decided);
    return decided == null ? this : with(model, head, options, tuning, start);
  }

  /** The same from weights of an earlier run. */
  TrainingPlan from(WarmStart run) {
    return with(model, head, engine, run.tuning(head), run);
  }

  /** The same with two softmax units that follow what one sigmoid unit would do. */
  public TrainingPlan matched() {
    return with(model, head, engine, HeadTuning.MATCHED_SOFTMAX, InitialWeights.SPLIT);
  }

  private TrainingPlan with(
      ModelSpec newModel,
      OutputHead newHead,
      EngineOptions newEngine,
      HeadTuning newTuning,
      InitialWeights newStart) {
    return new TrainingPlan(
        newModel,
        newHead,
        epochs,
        patience,
        batchSize,
        newEngine,
        initSeed,
        orderSeed,
        dropoutSeed,
        augmentation,
        newTuning,
        newStart,
        rates,
        maxTime);
  }
}
