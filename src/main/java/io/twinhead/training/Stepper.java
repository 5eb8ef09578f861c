package io.twinhead.training;

import io.twinhead.dataset.Examples;
import io.twinhead.dataset.Features;
import io.twinhead.engine.Batch;
import io.twinhead.engine.BufferGuard;
import io.twinhead.engine.Engine;
import io.twinhead.engine.Engines;
import io.twinhead.head.OutputHead;
import io.twinhead.model.HeadConversion;
import io.twinhead.model.HeadTuning;
import io.twinhead.model.Networks;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A network that is trained step by step, on the batches and at the learning rates that {@link
 * Trainer} would take, without validation and without an end: plateaus, which are those of the
 * validation loss, lower no rate here, and after the last epoch of the plan its last rate remains.
 */
public final class Stepper implements AutoCloseable {
  private final TrainingPlan plan;
  private final Batches batches;
  private final Engine engine;
  private final LearningRate learningRate;
  private long steps;
  private int passes;
  private @Nullable BatchStream pass;

  private Stepper(TrainingPlan plan, Batches batches, Engine engine) {
    this.plan = plan;
    this.batches = batches;
    this.engine = engine;
    this.learningRate = new LearningRate(engine.network());
  }

  /**
   * Makes a network with the plan's initial weights.
   *
   * @param tuning of the output layer
   * @param type of all numbers: {@code FLOAT} or {@code DOUBLE}
   */
  public static Stepper of(TrainingPlan plan, HeadTuning tuning, DataType type, Examples examples) {
    int[] shape = examples.features().shape();
    return of(
        plan,
        examples,
        () -> Networks.create(plan.model(), plan.head(), shape, plan.initSeed(), tuning, type));
  }

  /** A network that starts as the plan's training does. */
  static Stepper of(TrainingPlan plan, Examples examples) {
    return of(plan, examples, () -> plan.network(examples.features().shape()));
  }

  private static Stepper of(
      TrainingPlan plan, Examples examples, Supplier<MultiLayerNetwork> maker) {
    Batches batches = Batches.weightedByMeanOf(examples, examples);
    int[] shape = examples.features().shape();
    MultiLayerNetwork network = BufferGuard.keeping(maker::get);
    Engine engine = Engines.create(network, plan.head(), shape, plan.dropoutSeed(), plan.engine());
    return new Stepper(plan, batches, engine);
  }

  /** Takes over the other's parameters and updater state, its head converted to this one's. */
  public void continueFrom(Stepper other, HeadConversion.Convention convention) {
    BufferGuard.keeping(
        () -> {
          HeadConversion.convert(
              other.engine.network(), other.head(), engine.network(), head(), convention);
          return this;
        });
  }

  /**
   * Trains on the next batch.
   *
   * @return the weighted sum of losses divided by the batch size, in nats, before the update
   * @throws Divergence if that is not finite
   */
  public double step() {
    int stepsPerPass = batches.steps(plan.batchSize());
    return step(plan.rates().factor(steps, stepsPerPass, plan.epochs(), List.of()));
  }

  /** The same at the updater's own learning rate times a factor, whatever the plan says. */
  double step(double factor) {
    BatchStream stream = stream();
    Batch batch = next(stream);
    learningRate.scale(factor);
    steps++;
    try {
      return Divergence.requireFinite(
          engine.step(batch, stream::help),
          () -> "%s head, pass %d, step %d: the loss".formatted(head().name(), passes, steps));
    } catch (Divergence e) {
      throw e.at(plan.model().updater().learningRate());
    }
  }

  /** The running pass, or the next one. */
  private BatchStream stream() {
    if (pass == null || !pass.hasNext()) {
      endPass();
      passes++;
      pass = plan.pass(batches, passes, 0);
    }
    return pass;
  }

  private Batch next(BatchStream stream) {
    try {
      return stream.next();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted in pass " + passes);
    }
  }

  private void endPass() {
    if (pass != null) {
      pass.close();
    }
  }

  /** Whether the last batch was the last of a pass over the examples; true before the first. */
  public boolean passEnded() {
    return pass == null || !pass.hasNext();
  }

  /** The number of the running pass over the examples, from 1; 0 before the first. */
  public int pass() {
    return passes;
  }

  /**
   * The logits [examples, outputs], row-major, in inference mode.
   *
   * @throws Divergence if one is not finite
   */
  public double[] logits(Features features) {
    return Inference.logits(engine, features, Divergence.ofOutput(features.size()));
  }

  public OutputHead head() {
    return plan.head();
  }

  /** A copy of all parameters, those of the output layer last. */
  public double[] parameters() {
    return BufferGuard.keeping(() -> engine.network().params().dup().data().asDouble());
  }

  /** The number of parameters that belong to the output layer. */
  public int headParameters() {
    return Math.toIntExact(engine.network().getOutputLayer().numParams());
  }

  /** Gives native memory back. */
  @Override
  public void close() {
    endPass();
    engine.close();
  }
}
