package io.twinhead.engine;

import io.twinhead.config.Yaml;
import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelSpec;
import io.twinhead.model.Networks;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Steps in four threads for the seconds given: a process of its own, since it may crash. */
final class EngineStress {
  private static final int ROWS = 32;
  private static final int FEATURES = 30;

  private EngineStress() {}

  public static void main(String[] args) {
    long end = System.nanoTime() + Long.parseLong(args[0]) * 1_000_000_000;
    IntStream.range(0, 4)
        .mapToObj(i -> new Thread(() -> train(OutputHead.ALL.get(i % 2), end)))
        .peek(Thread::start)
        .toList()
        .forEach(EngineStress::join);
    System.out.println("survived");
  }

  private static void train(OutputHead head, long end) {
    ModelSpec spec =
        Yaml.parse(
            "stress",
            """
            name: stress
            layers: [{dense: {units: 64}}, {dense: {units: 32}}]
            updater: {adam: {learning-rate: 0.001}}
            """,
            ModelSpec.class);
    Engine engine =
        new ReferenceEngine(
            Networks.create(spec, head, new int[] {FEATURES}, 1), head, new int[] {FEATURES}, 1);
    float[] features = new float[ROWS * FEATURES];
    Arrays.fill(features, 0.5f);
    float[] ones = new float[ROWS];
    Arrays.fill(ones, 1);
    while (System.nanoTime() < end) {
      engine.step(new Batch(features, ones, ones));
      engine.logOdds(features, ROWS);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
