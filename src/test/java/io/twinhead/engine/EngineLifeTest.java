package io.twinhead.engine;

import static io.twinhead.engine.TestNetwork.batchNorm;
import static io.twinhead.engine.TestNetwork.conv;
import static io.twinhead.engine.TestNetwork.dense;
import static io.twinhead.engine.TestNetwork.dropout;
import static io.twinhead.engine.TestNetwork.maxPool;
import static io.twinhead.engine.TestNetwork.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.twinhead.config.Kernels;
import io.twinhead.head.OutputHead;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** What an engine takes, it gives back. */
class EngineLifeTest {
  private static final OutputHead HEAD = OutputHead.SIGMOID;
  private static final TestNetwork CNN =
      new TestNetwork(
          "small cnn",
          new int[] {28, 28, 1},
          TestNetwork.with(new Adam(0.001)),
          conv(8),
          maxPool(),
          conv(16),
          maxPool(),
          dropout(0.5),
          dense(32, relu()));
  private static final int ROWS = 32;

  private static void use(MultiLayerNetwork network, Kernels kernels, int engines) {
    Batch batch = TestBatches.random(CNN.shape(), HEAD, ROWS, 1);
    for (int i = 0; i < engines; i++) {
      try (Engine engine = TestEngines.compiled(network, HEAD, CNN.shape(), kernels)) {
        engine.step(batch);
        engine.logits(batch.features(), ROWS);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingTwiceIsHarmless(Kernels kernels) {
    for (TestNetwork test :
        List.of(CNN, new TestNetwork("", TestNetwork.ROW, dense(5, relu()), batchNorm()))) {
      Batch batch = TestBatches.random(test.shape(), HEAD, ROWS, 1);
      Engine engine = TestEngines.compiled(test.create(HEAD), HEAD, test.shape(), kernels, 2);
      engine.step(batch);
      engine.logits(batch.features(), ROWS);
      engine.close();
      assertThatCode(engine::close).doesNotThrowAnyException();
    }
  }

  @Test
  void canBeClosedBeforeItsFirstStep() {
    Engine engine = TestEngines.compiled(CNN.create(HEAD), HEAD, CNN.shape(), Kernels.AUTO);
    assertThatCode(engine::close).doesNotThrowAnyException();
  }

  /** Its parameters, gradients and updater state are the network's own, not the engine's. */
  @Test
  void leavesAUsableNetwork() {
    MultiLayerNetwork network = CNN.create(HEAD);
    Batch batch = TestBatches.random(CNN.shape(), HEAD, ROWS, 1);
    use(network, Kernels.AUTO, 2);
    assertThat(network.output(Nd4j.createFromArray(batch.features()).reshape(ROWS, 28, 28, 1)))
        .satisfies(output -> assertThat(output.sumNumber().doubleValue()).isFinite());
    try (Engine engine = TestEngines.reference(network, HEAD, CNN.shape())) {
      assertThat(engine.step(batch)).isFinite();
      assertThat(network.getIterationCount()).isEqualTo(3);
    }
  }
}
