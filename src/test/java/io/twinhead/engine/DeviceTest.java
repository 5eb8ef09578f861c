package io.twinhead.engine;

import static io.twinhead.engine.TestEngines.SEED;
import static io.twinhead.engine.TestEngines.difference;
import static io.twinhead.engine.TestEngines.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.head.OutputHead;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The engine's way on CUDA, with the CPU in the place of the GPU, against DL4J's own fit. */
class DeviceTest {
  private static final int ROWS = 10;

  static List<Arguments> architecturesAndHeads() {
    List<Arguments> all = new ArrayList<>();
    for (TestNetwork network : Architectures.all()) {
      for (OutputHead head : List.of(OutputHead.SIGMOID, OutputHead.softmax(3))) {
        all.add(Arguments.of(network, head));
      }
    }
    return all;
  }

  /** The second batch is smaller than the plan, whose other rows must not count. */
  @ParameterizedTest
  @MethodSource("architecturesAndHeads")
  void logitsLossesAndParametersAgree(TestNetwork test, OutputHead head) {
    MultiLayerNetwork stock = test.create(head);
    MultiLayerNetwork network = stock.clone();
    INDArray before = stock.params().dup();
    try (Engine expected = reference(stock, head, test.shape());
        Engine actual = onCuda(network, head, test.shape())) {
      for (int rows : new int[] {ROWS, 4, ROWS}) {
        Batch batch = TestBatches.random(test.shape(), head, rows, rows);
        assertThat(actual.step(batch)).isCloseTo(expected.step(batch), within(1e-5));
        assertThat(actual.logits(batch.features(), rows))
            .usingComparatorWithPrecision(1e-4)
            .containsExactly(expected.logits(batch.features(), rows));
      }
    }
    INDArray way = stock.params().sub(before);
    assertThat(difference(network.params(), stock.params(), way)).isLessThan(1e-4);
  }

  @Test
  void convolutionsTakeChannelsFirst() {
    TestNetwork test =
        Architectures.all().stream().filter(TestNetwork::convolves).findFirst().get();
    OutputHead head = OutputHead.SIGMOID;
    Batch batch = TestBatches.random(test.shape(), head, ROWS, 1);
    try (Engine engine = onCuda(test.create(head), head, test.shape())) {
      assertThat(engine.explain(batch, 1))
          .extracting(OpCost::shapes)
          .contains("10x13x11x3 > 10x3x13x11");
    }
  }

  @Test
  void nothingIsMeasuredWhereThereIsNoChoice() {
    TestNetwork test = Architectures.all().get(0);
    OutputHead head = OutputHead.SIGMOID;
    try (Engine engine = onCuda(test.create(head), head, test.shape())) {
      engine.step(TestBatches.random(test.shape(), head, ROWS, 1));
      assertThat(engine.plan()).isEqualTo(Choice.PLAIN.toRecord());
    }
  }

  private static Engine onCuda(MultiLayerNetwork network, OutputHead head, int[] shape) {
    EngineOptions options = EngineOptions.DEFAULT;
    return BufferGuard.keeping(
        () -> new CompiledEngine(network, head, shape, SEED, options, Device.CUDA));
  }
}
