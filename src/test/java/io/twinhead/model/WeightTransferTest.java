package io.twinhead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twinhead.config.InitPart;
import io.twinhead.head.OutputHead;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WeightTransferTest {
  private static final int[] SHAPE = {5};

  /** With the trunk too the other network says the same, so its head is the first one's. */
  @ParameterizedTest
  @CsvSource({
    "sigmoid, sigmoid",
    "sigmoid, softmax",
    "softmax, sigmoid",
    "softmax, softmax",
  })
  void takesTheHeadAloneAndThenTheTrunk(String first, String second) {
    OutputHead fromHead = OutputHead.of(first);
    OutputHead toHead = OutputHead.of(second);
    MultiLayerNetwork from = network("dense-small", fromHead, 1);
    MultiLayerNetwork to = network("dense-small", toHead, 2);
    INDArray trunk = to.getLayer(0).params().dup();
    INDArray x = Nd4j.rand(DataType.FLOAT, 7, SHAPE[0]);
    WeightTransfer.copy(from, fromHead, to, toHead, InitPart.HEAD);
    assertThat(to.getLayer(0).params()).isEqualTo(trunk);
    assertThat(positive(to, x)).isNotEqualTo(positive(from, x));
    WeightTransfer.copy(from, fromHead, to, toHead, InitPart.TRUNK);
    assertThat(positive(to, x)).containsExactly(positive(from, x), within(1e-6));
  }

  @Test
  void countsPassesOnWithTheSameHead() {
    MultiLayerNetwork from = network("dense-small", OutputHead.SIGMOID, 1);
    from.setEpochCount(7);
    from.setIterationCount(70);
    MultiLayerNetwork to = network("dense-small", OutputHead.SIGMOID, 2);
    WeightTransfer.copy(from, OutputHead.SIGMOID, to, OutputHead.SIGMOID, InitPart.BOTH);
    assertThat(to.getEpochCount()).isEqualTo(7);
    assertThat(to.getIterationCount()).isEqualTo(70);
  }

  @Test
  void refusesAHeadOnOtherInputs() {
    MultiLayerNetwork from = network("dense-small", OutputHead.SIGMOID, 1);
    MultiLayerNetwork to = network("dense-wide", OutputHead.SOFTMAX, 2);
    assertThatThrownBy(
            () ->
                WeightTransfer.copy(
                    from, OutputHead.SIGMOID, to, OutputHead.SOFTMAX, InitPart.HEAD))
        .hasMessage("66 parameters do not become 258");
  }

  private static MultiLayerNetwork network(String model, OutputHead head, long seed) {
    return Networks.create(Models.find(model), head, SHAPE, seed);
  }

  private static double[] positive(MultiLayerNetwork network, INDArray x) {
    INDArray logits = network.output(x);
    return logits.getColumn(logits.columns() - 1).dup().data().asDouble();
  }
}
