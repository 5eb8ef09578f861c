package io.twinhead.engine;

import static io.twinhead.engine.TestNetwork.conv;
import static io.twinhead.engine.TestNetwork.dense;
import static io.twinhead.engine.TestNetwork.dropout;
import static io.twinhead.engine.TestNetwork.maxPool;
import static io.twinhead.engine.TestNetwork.relu;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.twinhead.config.Kernels;
import io.twinhead.head.OutputHead;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;

/** Steps work in memory that is there already: the Java heap's rest would end in its collector. */
class AllocationTest {
  private static final OutputHead HEAD = OutputHead.SIGMOID;
  private static final int ROWS = 32;
  private static final int STEPS = 200;
  private static final long BYTES_PER_STEP = 2048;

  static List<Arguments> networksAndKernels() {
    List<Arguments> all = new ArrayList<>();
    for (TestNetwork network : networks()) {
      TestEngines.kernels(network).forEach(kernels -> all.add(Arguments.of(network, kernels)));
    }
    return all;
  }

  private static List<TestNetwork> networks() {
    var adam = TestNetwork.with(new Adam(0.001)).weightDecay(0.01);
    return List.of(
        new TestNetwork("dense", new int[] {30}, adam, dense(64, relu()), dense(32, relu())),
        new TestNetwork("dropout", new int[] {30}, adam, dense(64, relu()), dropout(0.5)),
        new TestNetwork(
            "tiny cnn",
            new int[] {28, 28, 1},
            adam,
            conv(8),
            maxPool(),
            conv(16),
            maxPool(),
            dense(32, relu()),
            dropout(0.5)));
  }

  @ParameterizedTest
  @MethodSource("networksAndKernels")
  void aStepAllocatesNextToNothing(TestNetwork test, Kernels kernels) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Batch batch = TestBatches.random(test.shape(), HEAD, ROWS, 1);
    try (Engine engine = TestEngines.compiled(test.create(HEAD), HEAD, test.shape(), kernels)) {
      run(engine, batch);
      long nativeBefore = Pointer.totalBytes();
      long before = threads.getCurrentThreadAllocatedBytes();
      run(engine, batch);
      long perStep = (threads.getCurrentThreadAllocatedBytes() - before) / STEPS;
      assertThat(perStep).as("bytes of the Java heap").isLessThan(BYTES_PER_STEP);
      assertThat(Pointer.totalBytes()).as("native bytes").isLessThanOrEqualTo(nativeBefore);
    }
  }

  private static void run(Engine engine, Batch batch) {
    for (int i = 0; i < STEPS; i++) {
      engine.step(batch);
    }
  }
}
