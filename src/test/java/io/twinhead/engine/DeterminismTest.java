package io.twinhead.engine;

import static io.twinhead.engine.TestEngines.compiled;
import static io.twinhead.engine.TestNetwork.batchNorm;
import static io.twinhead.engine.TestNetwork.conv;
import static io.twinhead.engine.TestNetwork.dense;
import static io.twinhead.engine.TestNetwork.dropout;
import static io.twinhead.engine.TestNetwork.maxPool;
import static io.twinhead.engine.TestNetwork.relu;
import static io.twinhead.engine.TestNetwork.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.twinhead.config.Kernels;
import io.twinhead.head.OutputHead;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;

/** The same seed and plan give the same bits, whatever else runs. */
class DeterminismTest {
  private static final OutputHead HEAD = OutputHead.SOFTMAX;
  private static final int STEPS = 20;
  private static final int ROWS = 16;

  static List<TestNetwork> networks() {
    return List.of(
        new TestNetwork(
            "dense",
            new int[] {40},
            TestNetwork.with(new Adam(0.01)),
            dense(64, relu()),
            dropout(0.5),
            dense(32, tanh())),
        new TestNetwork(
            "images",
            TestNetwork.IMAGE,
            TestNetwork.with(new Adam(0.01)),
            conv(16),
            maxPool(),
            dropout(0.7),
            conv(16),
            dense(10, relu())),
        new TestNetwork(
            "batch norm",
            TestNetwork.IMAGE,
            TestNetwork.with(new Adam(0.01)),
            conv(8),
            batchNorm(),
            maxPool(),
            dense(10, relu())));
  }

  static List<Arguments> networksKernelsAndThreads() {
    List<Arguments> all = new ArrayList<>();
    for (TestNetwork network : networks()) {
      for (Kernels kernels : TestEngines.kernels(network)) {
        all.add(Arguments.of(network, kernels, 1));
        all.add(Arguments.of(network, kernels, 2));
      }
    }
    return all;
  }

  /** Those that can be sliced. */
  static List<Arguments> networksAndKernels() {
    List<Arguments> all = new ArrayList<>();
    for (TestNetwork network : networks().subList(0, 2)) {
      all.add(Arguments.of(network, false));
      if (network.convolves()) {
        all.add(Arguments.of(network, true));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("networksKernelsAndThreads")
  void aSecondTrainingGivesTheSameBits(TestNetwork test, Kernels kernels, int threads) {
    float[] first = trained(test, kernels, threads);
    assertThat(trained(test, kernels, threads)).isEqualTo(first).isNotEqualTo(untrained(test));
  }

  @ParameterizedTest
  @MethodSource("networksAndKernels")
  void slicesDecideAndThreadsDoNot(TestNetwork test, boolean onednn) {
    assumeThat(!onednn || DnnlLibrary.loads()).isTrue();
    Choice oneThread = new Choice(onednn, 2, 1, Algorithms.DIRECT, null);
    Choice twoThreads = new Choice(onednn, 2, 2, Algorithms.DIRECT, null);
    assertThat(trained(test, twoThreads)).isEqualTo(trained(test, oneThread));
  }

  @ParameterizedTest
  @MethodSource("networksKernelsAndThreads")
  void jobsAtTheSameTimeGiveTheBitsOfOneAlone(TestNetwork test, Kernels kernels, int threads) {
    float[] alone = trained(test, kernels, threads);
    Supplier<float[]> job = () -> trained(test, kernels, threads);
    IntStream.range(0, 3)
        .mapToObj(i -> CompletableFuture.supplyAsync(job, work -> new Thread(work).start()))
        .toList()
        .forEach(other -> assertThat(other.join()).isEqualTo(alone));
  }

  @ParameterizedTest
  @MethodSource("networksKernelsAndThreads")
  void validationBetweenStepsChangesNothing(TestNetwork test, Kernels kernels, int threads) {
    Batch validation = TestBatches.random(test.shape(), HEAD, 3 * ROWS, 99);
    MultiLayerNetwork network = test.create(HEAD);
    double[] before;
    double[] again;
    try (Engine engine = compiled(network, HEAD, test.shape(), kernels, threads)) {
      for (int i = 0; i < STEPS; i++) {
        engine.step(batch(test, i));
        engine.logits(validation.features(), validation.size());
      }
      before = engine.logits(validation.features(), validation.size());
      again = engine.logits(validation.features(), validation.size());
    }
    assertThat(again).isEqualTo(before);
    assertThat(network.params().data().asFloat()).isEqualTo(trained(test, kernels, threads));
  }

  /** A step is finished first: its buffers are in use by other threads. */
  @Test
  void anInterruptionStaysForTheCaller() {
    TestNetwork test = networks().get(0);
    float[] undisturbed = trained(test, Kernels.ND4J, 2);
    Thread.currentThread().interrupt();
    float[] interrupted = trained(test, Kernels.ND4J, 2);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(interrupted).isEqualTo(undisturbed);
  }

  private static float[] trained(TestNetwork test, Kernels kernels, int threads) {
    MultiLayerNetwork network = test.create(HEAD);
    try (Engine engine = compiled(network, HEAD, test.shape(), kernels, threads)) {
      for (int i = 0; i < STEPS; i++) {
        engine.step(batch(test, i));
      }
    }
    return network.params().data().asFloat();
  }

  private static float[] trained(TestNetwork test, Choice choice) {
    MultiLayerNetwork network = test.create(HEAD);
    SplittableRandom dropoutSeeds = new SplittableRandom(TestEngines.SEED);
    try (TestPlan plan = new TestPlan(network, HEAD, test.shape(), ROWS, choice)) {
      for (int i = 0; i < STEPS; i++) {
        plan.step(batch(test, i), dropoutSeeds.nextLong());
      }
    }
    return network.params().data().asFloat();
  }

  private static float[] untrained(TestNetwork test) {
    return test.create(HEAD).params().data().asFloat();
  }

  /** The last one is smaller, as at the end of a pass. */
  private static Batch batch(TestNetwork test, int number) {
    return TestBatches.random(test.shape(), HEAD, number % 5 == 4 ? ROWS - 5 : ROWS, number);
  }
}
