package io.twinhead.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** The adapters to DL4J, against the heads' own mathematics and against DL4J's own losses. */
class HeadLossTest {
  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> HEADS =
      List.of(OutputHead.SIGMOID, OutputHead.SOFTMAX, OutputHead.sigmoid(4), OutputHead.softmax(3));

  private static final int ROWS = 64;

  private final SplittableRandom random = new SplittableRandom(6);

  @ParameterizedTest
  @FieldSource("HEADS")
  void agreesWithTheStockLossWhereThatDoesNotClip(OutputHead head) {
    INDArray logits = logits(head, 4);
    float[] targets = targets(head);
    INDArray stockLabels = Nd4j.createFromArray(targets).reshape(ROWS, head.targets());
    if (head.equals(OutputHead.SOFTMAX)) {
      stockLabels = Nd4j.hstack(stockLabels.rsub(1), stockLabels);
    }
    IActivation activation = head.activation().getActivationFunction();
    INDArray labels = HeadLoss.labels(head, targets, weights(1));

    ILossFunction stock = head.stockLoss();
    assertThat(head.loss().computeScore(labels, logits, activation, null, true))
        .isCloseTo(
            stock.computeScore(stockLabels, logits.dup(), activation, null, true), within(1e-5));
    assertThat(
            head.loss()
                .computeGradient(labels, logits, activation, null)
                .sub(stock.computeGradient(stockLabels, logits.dup(), activation, null))
                .amaxNumber()
                .doubleValue())
        .isLessThan(1e-5);
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void keepsTheTrueLossAndGradientWhereTheStockLossClips(OutputHead head) {
    INDArray logits = logits(head, 0);
    logits.putScalar(0, head.outputs() - 1, -60);
    float[] targets = new float[ROWS * head.targets()];
    targets[head.targets() - 1] = 1;
    INDArray labels = HeadLoss.labels(head, targets, weights(1));
    IActivation activation = head.activation().getActivationFunction();

    INDArray losses = head.loss().computeScoreArray(labels, logits, activation, null);
    INDArray gradient = head.loss().computeGradient(labels, logits, activation, null);
    double others = Math.log(head.outputs() - 1); // the other logits are 0
    double expected =
        head instanceof SoftmaxHead ? 60 + others : 60 + (head.outputs() - 1) * Math.log(2);
    assertThat(losses.getDouble(0)).isCloseTo(expected, within(1e-5));
    assertThat(gradient.getDouble(0, head.outputs() - 1)).isCloseTo(-1, within(1e-6));
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void weighsEachRow(OutputHead head) {
    INDArray logits = logits(head, 3);
    float[] targets = targets(head);
    float[] weights = weights(0);
    IActivation activation = head.activation().getActivationFunction();
    INDArray weighted = HeadLoss.labels(head, targets, weights);
    INDArray plain = HeadLoss.labels(head, targets, weights(1));

    INDArray losses = head.loss().computeScoreArray(plain, logits, activation, null);
    INDArray gradient = head.loss().computeGradient(plain, logits, activation, null);
    INDArray weightedLosses = head.loss().computeScoreArray(weighted, logits, activation, null);
    INDArray weightedGradient = head.loss().computeGradient(weighted, logits, activation, null);
    for (int i = 0; i < ROWS; i++) {
      assertThat(weightedLosses.getDouble(i))
          .isCloseTo(weights[i] * losses.getDouble(i), within(1e-5));
      assertThat(weightedGradient.getDouble(i, 0))
          .isCloseTo(weights[i] * gradient.getDouble(i, 0), within(1e-6));
    }
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void doesNotDependOnTheMemoryOrderOfItsArrays(OutputHead head) {
    INDArray logits = logits(head, 3);
    INDArray labels = HeadLoss.labels(head, targets(head), weights(1));
    IActivation activation = head.activation().getActivationFunction();
    assertThat(head.loss().computeGradient(labels.dup('f'), logits.dup('f'), activation, null))
        .isEqualTo(head.loss().computeGradient(labels, logits, activation, null));
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void computesInTheDataTypeOfTheLogits(OutputHead head) {
    INDArray logits = logits(head, 3);
    INDArray labels = HeadLoss.labels(head, targets(head), weights(1));
    IActivation activation = head.activation().getActivationFunction();
    INDArray single = head.loss().computeGradient(labels, logits, activation, null);
    INDArray twice =
        head.loss()
            .computeGradient(
                labels.castTo(DataType.DOUBLE), logits.castTo(DataType.DOUBLE), activation, null);
    assertThat(single.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(twice.dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(twice.castTo(DataType.FLOAT)).isEqualTo(single);
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void refusesLabelsOfAHeadWithMoreOutputs(OutputHead head) {
    OutputHead other = OutputHead.softmax(7);
    INDArray labels = HeadLoss.labels(other, targets(other), weights(1));
    IActivation activation = head.activation().getActivationFunction();
    assertThatThrownBy(
            () -> head.loss().computeScore(labels, logits(head, 1), activation, null, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(head.name() + " head takes")
        .hasMessageContaining("label columns");
  }

  @Test
  void refusesTargetsOfAnotherWidth() {
    assertThatThrownBy(
            () -> HeadLoss.labels(OutputHead.softmax(3), new float[4], new float[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 targets for 2 rows: the softmax head takes 3 for each row");
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void refusesMasks(OutputHead head) {
    INDArray labels = HeadLoss.labels(head, targets(head), weights(1));
    IActivation activation = head.activation().getActivationFunction();
    assertThatThrownBy(
            () ->
                head.loss()
                    .computeScore(labels, logits(head, 1), activation, Nd4j.ones(ROWS, 1), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sample weights");
  }

  private INDArray logits(OutputHead head, double range) {
    float[] values = new float[ROWS * head.outputs()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((random.nextDouble() * 2 - 1) * range);
    }
    return Nd4j.createFromArray(values).reshape(ROWS, head.outputs());
  }

  /** Hard labels: each class in turn, or every second row of each label. */
  private static float[] targets(OutputHead head) {
    int width = head.targets();
    float[] targets = new float[ROWS * width];
    for (int i = 0; i < targets.length; i++) {
      int row = i / width;
      boolean distribution = head instanceof SoftmaxHead && width > 1;
      targets[i] = (distribution ? row % width == i % width : (row + i) % 2 == 1) ? 1 : 0;
    }
    return targets;
  }

  /** All {@code value}, or random weights for 0. */
  private float[] weights(float value) {
    float[] weights = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      weights[i] = value == 0 ? (float) random.nextDouble(3) : value;
    }
    return weights;
  }
}
