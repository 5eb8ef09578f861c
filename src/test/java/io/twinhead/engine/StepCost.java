package io.twinhead.engine;

import io.twinhead.head.OutputHead;
import io.twinhead.model.Models;
import io.twinhead.model.Networks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Prints milliseconds per step of a bundled model and the process's peak memory: a process of its
 * own for each setting. Arguments: model, height and width, channels, trainings at once, seconds.
 */
final class StepCost {
  private static final int ROWS = 32;
  private static final int WARM_UP = 1;

  private final String model;
  private final int[] shape;
  private final long seconds;

  private StepCost(String model, int[] shape, long seconds) {
    this.model = model;
    this.shape = shape;
    this.seconds = seconds;
  }

  public static void main(String[] args) throws InterruptedException, IOException {
    int side = Integer.parseInt(args[1]);
    int[] shape = {side, side, Integer.parseInt(args[2])};
    StepCost cost = new StepCost(args[0], shape, Long.parseLong(args[4]));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[3]); i++) {
      OutputHead head = OutputHead.ALL.get(i % 2);
      threads.add(new Thread(() -> cost.train(head)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS"))
        .forEach(System.out::println);
  }

  private void train(OutputHead head) {
    Engine engine =
        new ReferenceEngine(Networks.create(Models.find(model), head, shape, 1), head, shape, 1);
    Batch batch = batch();
    for (int i = 0; i < WARM_UP; i++) {
      engine.step(batch);
    }
    long start = System.nanoTime();
    long processorStart = processorNanos();
    long steps = 0;
    while (System.nanoTime() - start < seconds * 1_000_000_000) {
      engine.step(batch);
      steps++;
    }
    System.out.printf(
        "%s: %d steps, %.1f ms each, %.1f ms of processor time in the thread itself%n",
        head.name(),
        steps,
        (System.nanoTime() - start) / 1e6 / steps,
        (processorNanos() - processorStart) / 1e6 / steps);
  }

  /** What a busy machine distorts least; all of it with one OpenMP thread. */
  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private Batch batch() {
    SplittableRandom random = new SplittableRandom(1);
    float[] features = new float[ROWS * shape[0] * shape[1] * shape[2]];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble();
    }
    float[] targets = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      targets[i] = i % 2;
    }
    float[] ones = new float[ROWS];
    Arrays.fill(ones, 1);
    return new Batch(features, targets, ones);
  }
}
