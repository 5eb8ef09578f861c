package io.twinhead.engine;

import static io.twinhead.engine.TestEngines.compiled;
import static io.twinhead.engine.TestEngines.difference;
import static io.twinhead.engine.TestEngines.reference;
import static io.twinhead.engine.TestNetwork.batchNorm;
import static io.twinhead.engine.TestNetwork.conv;
import static io.twinhead.engine.TestNetwork.dense;
import static io.twinhead.engine.TestNetwork.dropout;
import static io.twinhead.engine.TestNetwork.maxPool;
import static io.twinhead.engine.TestNetwork.relu;
import static io.twinhead.engine.TestNetwork.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.twinhead.config.Kernels;
import io.twinhead.head.OutputHead;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** Both engines over many steps: rounding differs, and nothing else may add up. */
class ManyStepsTest {
  private static final int STEPS = 50;
  private static final int ROWS = 16;
  private static final OutputHead HEAD = OutputHead.SOFTMAX;

  @SuppressWarnings("unused") // the parameters below
  private static final List<IUpdater> UPDATERS =
      List.of(
          new Sgd(0.1), new Nesterovs(0.1, 0.9), new RmsProp(0.001, 0.9, 1e-7), new Adam(0.001));

  static List<TestNetwork> networks() {
    return List.of(
        new TestNetwork(
            "dense", TestNetwork.ROW, dense(30, tanh()), dropout(0.5), dense(20, tanh())),
        new TestNetwork(
            "batch norm", TestNetwork.ROW, dense(12, tanh()), batchNorm(), dense(9, tanh())),
        new TestNetwork(
            "images", TestNetwork.IMAGE, conv(16), maxPool(), dropout(0.7), dense(10, relu())));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void staysCloseToDl4j(TestNetwork test) {
    MultiLayerNetwork stock = test.create(HEAD);
    MultiLayerNetwork network = stock.clone();
    try (Engine expected = reference(stock, HEAD, test.shape());
        Engine actual = compiled(network, HEAD, test.shape(), Kernels.ND4J)) {
      train(expected, test.shape());
      train(actual, test.shape());
      Batch batch = TestBatches.random(test.shape(), HEAD, ROWS, 0);
      assertThat(actual.logits(batch.features(), ROWS))
          .usingComparatorWithPrecision(1e-3)
          .containsExactly(expected.logits(batch.features(), ROWS));
    }
    assertThat(difference(network.params(), stock.params())).isLessThan(1e-4);
    assertThat(network.getIterationCount()).isEqualTo(stock.getIterationCount()).isEqualTo(STEPS);
  }

  /** The state too, so that DL4J can train on. */
  @ParameterizedTest
  @FieldSource("UPDATERS")
  void leavesTheUpdatersStateOfDl4j(IUpdater updater) {
    int[] shape = TestNetwork.ROW;
    MultiLayerNetwork stock =
        new TestNetwork("", shape, TestNetwork.with(updater), dense(20, tanh())).create(HEAD);
    MultiLayerNetwork network = stock.clone();
    Batch batch = TestBatches.random(shape, HEAD, ROWS, 1);
    try (Engine expected = reference(stock, HEAD, shape);
        Engine actual = compiled(network, HEAD, shape, Kernels.ND4J)) {
      for (int i = 0; i < 5; i++) {
        assertThat(actual.step(batch)).isCloseTo(expected.step(batch), within(1e-5));
      }
    }
    assertThat(difference(network.params(), stock.params())).isLessThan(1e-5);
    INDArray state = stock.getUpdater().getStateViewArray();
    if (state == null) {
      assertThat(network.getUpdater().getStateViewArray()).isNull();
    } else {
      assertThat(difference(network.getUpdater().getStateViewArray(), state)).isLessThan(1e-5);
    }
  }

  /** Either engine may take a network over in the middle of a training. */
  @Test
  void takesTurnsWithDl4j() {
    int[] shape = TestNetwork.ROW;
    MultiLayerNetwork stock =
        new TestNetwork("", shape, TestNetwork.with(new Adam(0.01)), dense(20, tanh()))
            .create(HEAD);
    MultiLayerNetwork network = stock.clone();
    Engine expected = reference(stock, HEAD, shape);
    for (int turn = 0; turn < 4; turn++) {
      try (Engine actual =
          turn % 2 == 0
              ? reference(network, HEAD, shape)
              : compiled(network, HEAD, shape, Kernels.ND4J)) {
        Batch batch = TestBatches.random(shape, HEAD, ROWS, turn);
        expected.step(batch);
        actual.step(batch);
      }
    }
    assertThat(difference(network.params(), stock.params())).isLessThan(1e-5);
  }

  @Test
  void staysNearDl4jWithWinogradsAlgorithm() {
    assumeThat(DnnlLibrary.loads()).isTrue();
    MultiLayerNetwork stock = winograd().create(HEAD);
    MultiLayerNetwork network = stock.clone();
    SplittableRandom dropoutSeeds = new SplittableRandom(TestEngines.SEED);
    try (Engine expected = reference(stock, HEAD, TestNetwork.IMAGE);
        TestPlan plan =
            new TestPlan(
                network, HEAD, TestNetwork.IMAGE, ROWS, TestPlan.onednn(Algorithms.WINOGRAD))) {
      train(expected, TestNetwork.IMAGE);
      for (int i = 0; i < STEPS; i++) {
        plan.step(TestBatches.random(TestNetwork.IMAGE, HEAD, ROWS, i), dropoutSeeds.nextLong());
      }
    }
    assertThat(difference(network.params(), stock.params())).isLessThan(2e-3);
  }

  @Test
  void hasNearlyTheGradientsOfDirectConvolutionsWithWinogradsAlgorithm() {
    assumeThat(DnnlLibrary.loads()).isTrue();
    Batch batch = TestBatches.random(TestNetwork.IMAGE, HEAD, ROWS, 1);
    INDArray direct = gradient(Algorithms.DIRECT, batch);
    INDArray winograd = gradient(Algorithms.WINOGRAD, batch);
    assertThat(difference(winograd, direct))
        .as("by another algorithm, if this processor has one")
        .isLessThan(2e-3);
  }

  private static INDArray gradient(Algorithms algorithms, Batch batch) {
    MultiLayerNetwork network = winograd().create(HEAD);
    Choice choice = TestPlan.onednn(algorithms);
    try (TestPlan plan = new TestPlan(network, HEAD, TestNetwork.IMAGE, ROWS, choice)) {
      plan.learn(batch, TestEngines.SEED);
      return plan.gradients().dup();
    }
  }

  private static TestNetwork winograd() {
    return new TestNetwork(
        "winograd", TestNetwork.IMAGE, conv(16), conv(32), maxPool(), conv(16), dense(9, relu()));
  }

  private static void train(Engine engine, int[] shape) {
    for (int i = 0; i < STEPS; i++) {
      engine.step(TestBatches.random(shape, HEAD, ROWS, i));
    }
  }
}
