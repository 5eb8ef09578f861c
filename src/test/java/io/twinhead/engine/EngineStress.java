package io.twinhead.engine;

import static io.twinhead.engine.TestNetwork.batchNorm;
import static io.twinhead.engine.TestNetwork.conv;
import static io.twinhead.engine.TestNetwork.dense;
import static io.twinhead.engine.TestNetwork.dropout;
import static io.twinhead.engine.TestNetwork.maxPool;
import static io.twinhead.engine.TestNetwork.relu;

import io.twinhead.config.Kernels;
import io.twinhead.config.TrainingConfig.EngineName;
import io.twinhead.head.OutputHead;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Steps in four threads: a process of its own, since it may crash. Arguments: the engine, and for
 * how many seconds.
 */
final class EngineStress {
  private static final int ROWS = 32;
  private static final int STEPS_PER_ENGINE = 50;
  private static final int[] IMAGE = {14, 14, 1};

  private EngineStress() {}

  public static void main(String[] args) {
    EngineName name = EngineName.valueOf(args[0]);
    long end = System.nanoTime() + Long.parseLong(args[1]) * 1_000_000_000;
    List<TestNetwork> networks = networks();
    IntStream.range(0, 4)
        .mapToObj(i -> new Thread(() -> train(name, networks.get(i % networks.size()), end)))
        .peek(Thread::start)
        .toList()
        .forEach(EngineStress::join);
    System.out.println("survived");
  }

  private static List<TestNetwork> networks() {
    var adam = TestNetwork.with(new Adam(0.001)).weightDecay(0.01);
    int[] row = {30};
    return List.of(
        new TestNetwork("dense", row, adam, dense(64, relu()), dropout(0.5), dense(32, relu())),
        new TestNetwork(
            "images", IMAGE, adam, conv(8), maxPool(), dropout(0.5), conv(8), dense(9, relu())),
        new TestNetwork("normalised", row, adam, dense(64, relu()), batchNorm(), dense(9, relu())));
  }

  /** New engines now and then: making them ready allocates the most. */
  private static void train(EngineName name, TestNetwork test, long end) {
    OutputHead head = OutputHead.SOFTMAX;
    EngineOptions options =
        name == EngineName.COMPILED
            ? TestEngines.options(test.shape(), Kernels.AUTO, 1)
            : EngineOptions.REFERENCE;
    Batch batch = TestBatches.random(test.shape(), head, ROWS, 1);
    Batch last = TestBatches.random(test.shape(), head, ROWS / 3, 2);
    while (System.nanoTime() < end) {
      try (Engine engine = Engines.create(test.create(head), head, test.shape(), 1, options)) {
        for (int i = 0; i < STEPS_PER_ENGINE && System.nanoTime() < end; i++) {
          engine.step(batch);
          engine.step(last);
          engine.logOdds(batch.features(), ROWS);
        }
      }
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
