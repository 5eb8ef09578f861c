package io.twinhead.engine;

import io.twinhead.engine.BenchResult.Measured;
import io.twinhead.engine.BenchResult.Times;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One engine while it is measured. */
final class Contestant implements AutoCloseable {
  private static final int FEWEST_STEPS = 10;
  private static final double SECONDS = 5;

  private final Engine engine;
  private final int batchSize;
  private final double readySeconds;
  private final TimedAction training;
  private final TimedAction inference;
  private final @Nullable Double peakMegabytes;

  /** Makes the engine, warms it up and gives it its first turn. */
  Contestant(
      Supplier<Engine> create,
      Batch batch,
      @Nullable Integer steps,
      PeakMemory memory,
      LongSupplier clock) {
    memory.start();
    long start = clock.getAsLong();
    this.engine = create.get();
    engine.step(batch);
    this.readySeconds = (clock.getAsLong() - start) / 1e9;
    this.batchSize = batch.size();
    this.training = new TimedAction(() -> engine.step(batch), clock);
    this.inference = new TimedAction(() -> engine.logits(batch.features(), batchSize), clock);
    double seconds = training.warmUp() / 1e9;
    inference.warmUp();
    int times = steps != null ? steps : Math.max(FEWEST_STEPS, (int) Math.ceil(SECONDS / seconds));
    training.plan(times);
    inference.plan(times);
    takeTurn(0);
    this.peakMegabytes = memory.peakMegabytes();
  }

  Engine engine() {
    return engine;
  }

  /** Runs the steps and inferences of one round. */
  void takeTurn(int round) {
    System.gc(); // garbage of the others is not collected in this engine's time
    training.run(round, Bench.ROUNDS);
    inference.run(round, Bench.ROUNDS);
  }

  Measured measured() {
    return new Measured(
        engine.plan().engine(),
        engine.plan().threads(),
        readySeconds,
        new Times(training.medianMillis(), training.bestMillis()),
        batchSize / training.medianMillis() * 1e3,
        batchSize / inference.medianMillis() * 1e3,
        peakMegabytes);
  }

  @Override
  public void close() {
    engine.close();
  }
}
