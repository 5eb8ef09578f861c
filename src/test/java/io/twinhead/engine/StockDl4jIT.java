package io.twinhead.engine;

import static io.twinhead.engine.TestNetwork.batchNorm;
import static io.twinhead.engine.TestNetwork.conv;
import static io.twinhead.engine.TestNetwork.dense;
import static io.twinhead.engine.TestNetwork.dropout;
import static io.twinhead.engine.TestNetwork.maxPool;
import static io.twinhead.engine.TestNetwork.relu;
import static io.twinhead.engine.TestNetwork.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhead.config.Kernels;
import io.twinhead.head.OutputHead;
import io.twinhead.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.RmsProp;
import stock.StockProcess;

/** A network from the compiled engine in a process that has DL4J and nothing of Twinhead. */
@Timeout(120)
class StockDl4jIT {
  private static final int ROWS = 32;
  private static final int STEPS = 20;

  private static final TestNetwork DENSE =
      new TestNetwork(
          "dense",
          new int[] {30},
          TestNetwork.with(new Adam(0.001)),
          dense(32, tanh()),
          batchNorm(),
          dense(16, relu()));
  private static final TestNetwork CNN =
      new TestNetwork(
          "cnn",
          TestNetwork.IMAGE,
          TestNetwork.with(new RmsProp(0.001, 0.9, 1e-7)),
          conv(8),
          maxPool(),
          dropout(0.5),
          dense(16, relu()));

  @TempDir Path folder;

  @Test
  void givesTheSameOutputsFromAModelFileAndTrainsIt() throws Exception {
    OutputHead head = OutputHead.SIGMOID;
    MultiLayerNetwork network = CNN.create(head);
    Batch batch = trained(network, CNN, head);
    ModelFile.write(folder.resolve("model.zip"), network, head, Map.of("head.json", "{}"));

    String[] result = runStockDl4j(CNN, head, batch);

    assertThat(distance("outputs.bin", network.output(features(CNN, batch)))).isLessThan(1e-5);
    assertThat(Double.parseDouble(result[2])).isLessThan(Double.parseDouble(result[1]));
  }

  /** With the state, the next step of DL4J is the next step of the engine. */
  @Test
  void goesOnFromTheUpdatersState() throws Exception {
    OutputHead head = OutputHead.SOFTMAX;
    MultiLayerNetwork network = DENSE.create(head);
    Batch batch = trained(network, DENSE, head);
    ModelFile.write(folder.resolve("model.zip"), network, head, Map.of());
    INDArray state = network.getUpdater().getStateViewArray().dup();

    String[] result = runStockDl4j(DENSE, head, batch);

    assertThat(distance("outputs.bin", network.output(features(DENSE, batch)))).isLessThan(1e-5);
    assertThat(distance("state.bin", state)).isZero();
    assertThat(Integer.parseInt(result[0])).isEqualTo(STEPS);
    try (Engine engine = TestEngines.compiled(network, head, DENSE.shape(), Kernels.AUTO)) {
      engine.step(batch);
    }
    assertThat(distance("parameters.bin", network.params())).isLessThan(1e-5);
  }

  private static Batch trained(MultiLayerNetwork network, TestNetwork test, OutputHead head) {
    Batch batch = TestBatches.random(test.shape(), head, ROWS, 1);
    Arrays.fill(batch.weights(), 1); // DL4J's own losses have none
    try (Engine engine = TestEngines.compiled(network, head, test.shape(), Kernels.AUTO)) {
      for (int i = 0; i < STEPS; i++) {
        engine.step(batch);
      }
    }
    return batch;
  }

  private String[] runStockDl4j(TestNetwork test, OutputHead head, Batch batch) throws Exception {
    Nd4j.saveBinary(features(test, batch), folder.resolve("features.bin").toFile());
    Nd4j.saveBinary(labels(head, batch), folder.resolve("labels.bin").toFile());
    return StockProcess.run(folder);
  }

  private double distance(String file, INDArray expected) throws IOException {
    INDArray actual = Nd4j.readBinary(folder.resolve(file).toFile());
    return actual.reshape(expected.shape()).sub(expected).amaxNumber().doubleValue();
  }

  private static INDArray features(TestNetwork test, Batch batch) {
    return Nd4j.createFromArray(batch.features()).reshape(Shapes.rows(ROWS, longs(test.shape())));
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  /** As DL4J wants them: a column for each output unit. */
  private static INDArray labels(OutputHead head, Batch batch) {
    INDArray labels = Nd4j.create(ROWS, head.outputs());
    for (int i = 0; i < ROWS; i++) {
      float positive = batch.targets()[i];
      labels.putScalar(i, head.outputs() - 1, positive);
      if (head.outputs() == 2) {
        labels.putScalar(i, 0, 1 - positive);
      }
    }
    return labels;
  }
}
