package io.twinhead.engine;

import io.twinhead.head.OutputHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs one slice of a network on made-up rows, on its parameters as they are; changes nothing. */
final class Trial {
  private static final int ROUNDS = 4;
  private static final long LEAST_NANOS = 100_000_000;
  private static final long REST_NANOS = 100_000;

  private final int width;
  private final OutputHead head;
  private final INDArray parameters;
  private final Slabs slabs;

  /**
   * Prepares.
   *
   * @param width values of one example
   * @param parameters flat
   * @param slabs of an engine that does nothing else meanwhile
   */
  Trial(int width, OutputHead head, INDArray parameters, Slabs slabs) {
    this.width = width;
    this.head = head;
    this.parameters = parameters;
    this.slabs = slabs;
  }

  /**
   * How long threads take that have nothing to do, in the middle of several trials. They sleep
   * before, as they do while the caller of a step works.
   */
  static double meeting(int threads) {
    List<Double> times = new ArrayList<>();
    try (Crew crew = new Crew(threads)) {
      List<Runnable> nothing = Collections.nCopies(threads, () -> {});
      repeat(
          () -> {
            LockSupport.parkNanos(REST_NANOS);
            long start = System.nanoTime();
            crew.run(nothing);
            times.add((System.nanoTime() - start) / 1e6);
          });
    }
    Collections.sort(times);
    return times.get(times.size() / 2);
  }

  /** The least time of each operation of one slice, in the order in which they run. */
  record Measured(Collection<OpCost> costs) {
    double total() {
      return costs.stream().mapToDouble(OpCost::milliseconds).sum();
    }

    double least(String name) {
      return costs.stream()
          .filter(cost -> cost.name().equals(name))
          .mapToDouble(OpCost::milliseconds)
          .sum();
    }
  }

  /** Times every operation. */
  Measured measure(Recipe recipe, int rows) {
    INDArray gradients = gradients();
    Batch batch = batch(rows);
    Map<String, OpCost> least = new LinkedHashMap<>();
    try (Crew crew = new Crew(1);
        StepPlan plan = new StepPlan(recipe, head, rows, 1, slabs, parameters, gradients)) {
      repeat(
          () -> {
            Explanation explanation = new Explanation();
            plan.learn(batch, 1, crew, explanation, () -> {});
            for (OpCost cost : explanation.costs(1)) {
              least.merge(cost.phase() + cost.name() + cost.kernel(), cost, Trial::faster);
            }
          });
    } finally {
      gradients.close();
    }
    return new Measured(least.values());
  }

  private static OpCost faster(OpCost one, OpCost other) {
    return one.milliseconds() < other.milliseconds() ? one : other;
  }

  /** A few times, or until short work has run long enough to be compiled and stay undisturbed. */
  private static void repeat(Runnable work) {
    long end = System.nanoTime() + LEAST_NANOS;
    for (int i = 0; i < ROUNDS || System.nanoTime() < end; i++) {
      work.run();
    }
  }

  /** The flat gradient of the mean loss. */
  INDArray gradient(Recipe recipe, int rows) {
    INDArray gradients = gradients();
    try (Crew crew = new Crew(1);
        StepPlan plan = new StepPlan(recipe, head, rows, 1, slabs, parameters, gradients)) {
      plan.learn(batch(rows), 1, crew, Runner.PLAIN, () -> {});
    }
    return gradients;
  }

  private INDArray gradients() {
    return Nd4j.create(parameters.dataType(), parameters.length());
  }

  private Batch batch(int count) {
    SplittableRandom random = new SplittableRandom(1);
    float[] features = new float[count * width];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble();
    }
    float[] targets = new float[count * head.targets()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = random.nextInt(2);
    }
    float[] weights = new float[count];
    Arrays.fill(weights, 1);
    return new Batch(features, targets, weights);
  }
}
