package io.twinhead.engine;

import io.twinhead.engine.BenchResult.Measured;
import io.twinhead.engine.BenchResult.Ratio;
import io.twinhead.model.Flops;
import io.twinhead.model.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures how fast engines train and infer, on made-up data.
 *
 * <p>The engines take turns (A B A B ...), and the matrix product that they are compared with takes
 * its turn too, so that a neighbour's load falls on all alike.
 */
public final class Bench {
  /** Turns of each engine. */
  static final int ROUNDS = 5;

  private static final int EXPLAINED_STEPS = 20;
  private static final long SEED = 1;

  private Bench() {}

  /**
   * Runs a plan in this process.
   *
   * @throws io.twinhead.config.InputException if the model cannot take examples of this shape
   */
  public static BenchResult run(BenchPlan plan) {
    return run(plan, options -> create(plan, options), System::nanoTime);
  }

  static BenchResult run(
      BenchPlan plan, Function<EngineOptions, Engine> engines, LongSupplier clock) {
    Batch batch = plan.batch();
    Nd4j.getExecutioner(); // loads the native libraries, which belong to no engine
    PeakMemory memory = new PeakMemory();
    List<Contestant> contestants = new ArrayList<>();
    try {
      for (EngineOptions options : plan.engines()) {
        // The next engine does not exist yet, so that this one's memory can be told.
        contestants.add(
            new Contestant(() -> engines.apply(options), batch, plan.steps(), memory, clock));
      }
      Gemm gemm = new Gemm(contestants.get(0).engine().plan().threads());
      gemm.measure();
      for (int round = 1; round < ROUNDS; round++) {
        for (Contestant contestant : contestants) {
          contestant.takeTurn(round);
        }
        gemm.measure();
      }
      return result(plan, contestants, gemm.gflops(), batch);
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private static Engine create(BenchPlan plan, EngineOptions options) {
    int[] shape = plan.shape();
    return Engines.create(
        Networks.create(plan.model(), plan.head(), shape, SEED), plan.head(), shape, SEED, options);
  }

  private static BenchResult result(
      BenchPlan plan, List<Contestant> contestants, double gemm, Batch batch) {
    List<Measured> results = contestants.stream().map(Contestant::measured).toList();
    Engine first = contestants.get(0).engine();
    double flops =
        (double) plan.batchSize()
            * Flops.ofTrainingStep(plan.model(), plan.shape(), plan.head().outputs());
    return new BenchResult(
        plan.model().name(),
        plan.input(),
        plan.batchSize(),
        plan.head().name(),
        first.plan().threads(),
        results,
        ratio(results),
        gemm,
        flops / (results.get(0).trainMsPerStep().median() * 1e6) / gemm,
        plan.explain() ? first.explain(batch, EXPLAINED_STEPS) : null);
  }

  private static @Nullable Ratio ratio(List<Measured> results) {
    if (results.size() < 2) {
      return null;
    }
    Measured one = results.get(0);
    Measured other = results.get(1);
    return new Ratio(
        one.trainSamplesPerSecond() / other.trainSamplesPerSecond(),
        one.inferSamplesPerSecond() / other.inferSamplesPerSecond());
  }
}
