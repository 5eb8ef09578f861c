package io.twinhead.engine;

import static io.twinhead.engine.TestEngines.SEED;
import static io.twinhead.engine.TestEngines.compiled;
import static io.twinhead.engine.TestEngines.difference;
import static io.twinhead.engine.TestEngines.norm;
import static io.twinhead.engine.TestEngines.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.twinhead.config.Kernels;
import io.twinhead.head.OutputHead;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The compiled engine against DL4J's own {@code fit}, on the same parameters and batches. */
class EngineParityTest {
  private static final int ROWS = 10;

  static List<Arguments> architecturesHeadsAndKernels() {
    List<Arguments> all = new ArrayList<>();
    for (TestNetwork network : Architectures.all()) {
      for (OutputHead head : List.of(OutputHead.SIGMOID, OutputHead.softmax(3))) {
        for (Kernels kernels : TestEngines.kernels(network)) {
          all.add(Arguments.of(network, head, kernels));
        }
      }
    }
    return all;
  }

  static List<TestNetwork> convolutions() {
    return Architectures.all().stream().filter(TestNetwork::convolves).toList();
  }

  @ParameterizedTest
  @MethodSource("architecturesHeadsAndKernels")
  void logitsLossAndGradientsAgree(TestNetwork test, OutputHead head, Kernels kernels) {
    MultiLayerNetwork stock = test.create(head);
    MultiLayerNetwork network = stock.clone();
    INDArray before = stock.params().dup();
    Batch batch = TestBatches.random(test.shape(), head, ROWS, 1);
    try (Engine expected = reference(stock, head, test.shape());
        Engine actual = compiled(network, head, test.shape(), kernels)) {
      assertThat(actual.logits(batch.features(), ROWS))
          .usingComparatorWithPrecision(1e-5)
          .containsExactly(expected.logits(batch.features(), ROWS));
      assertThat(actual.step(batch)).isCloseTo(expected.step(batch), within(1e-6));
    }
    INDArray step = stock.params().sub(before);
    assertThat(norm(step)).isGreaterThan(1e-3);
    assertThat(difference(network.params(), stock.params(), step)).isLessThan(1e-5);
  }

  /** Engines measure whether oneDNN is faster; here it runs even if it is not. */
  @ParameterizedTest
  @MethodSource("convolutions")
  void gradientsByOneDnnAgree(TestNetwork test) {
    assumeThat(DnnlLibrary.loads()).isTrue();
    OutputHead head = OutputHead.SOFTMAX;
    MultiLayerNetwork plain = test.create(head);
    MultiLayerNetwork network = plain.clone();
    Batch batch = TestBatches.random(test.shape(), head, ROWS, 1);
    Choice onednn = TestPlan.onednn(Algorithms.DIRECT);
    try (TestPlan expected = new TestPlan(plain, head, test.shape(), ROWS, TestPlan.plain());
        TestPlan actual = new TestPlan(network, head, test.shape(), ROWS, onednn)) {
      assertThat(actual.learn(batch, SEED)).isCloseTo(expected.learn(batch, SEED), within(1e-5));
      assertThat(difference(actual.gradients(), expected.gradients())).isLessThan(1e-5);
    }
  }
}
