package io.twinhead.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** The adapters to DL4J, against the heads' own mathematics and against DL4J's own losses. */
class HeadLossTest {
  @SuppressWarnings("unused") // the parameters below
  private static final List<OutputHead> HEADS = OutputHead.ALL;

  private static final int ROWS = 64;

  private final SplittableRandom random = new SplittableRandom(6);

  @ParameterizedTest
  @FieldSource("HEADS")
  void agreesWithTheStockLossWhereThatDoesNotClip(OutputHead head) {
    INDArray logits = logits(head, 4);
    float[] targets = targets();
    float[] ones = weights(1);
    INDArray stockLabels = Nd4j.create(ROWS, head.outputs());
    for (int i = 0; i < ROWS; i++) {
      stockLabels.putRow(
          i, Nd4j.createFromArray(head.encode(targets[i])).castTo(logits.dataType()));
    }
    IActivation activation = head.activation().getActivationFunction();
    INDArray labels = HeadLoss.labels(head, targets, ones);

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
    float[] targets = new float[ROWS];
    targets[0] = 1;
    INDArray labels = HeadLoss.labels(head, targets, weights(1));
    IActivation activation = head.activation().getActivationFunction();

    INDArray losses = head.loss().computeScoreArray(labels, logits, activation, null);
    INDArray gradient = head.loss().computeGradient(labels, logits, activation, null);
    assertThat(losses.getDouble(0)).isCloseTo(60, within(1e-5));
    assertThat(gradient.getDouble(0, head.outputs() - 1)).isCloseTo(-1, within(1e-6));
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void weighsEachRow(OutputHead head) {
    INDArray logits = logits(head, 3);
    float[] targets = targets();
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
    INDArray labels = HeadLoss.labels(head, targets(), weights(1));
    IActivation activation = head.activation().getActivationFunction();
    assertThat(head.loss().computeGradient(labels.dup('f'), logits.dup('f'), activation, null))
        .isEqualTo(head.loss().computeGradient(labels, logits, activation, null));
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void refusesLabelsOfTheOtherHead(OutputHead head) {
    OutputHead other = head == OutputHead.SIGMOID ? OutputHead.SOFTMAX : OutputHead.SIGMOID;
    INDArray labels = HeadLoss.labels(other, targets(), weights(1));
    IActivation activation = head.activation().getActivationFunction();
    assertThatThrownBy(
            () -> head.loss().computeScore(labels, logits(head, 1), activation, null, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(head.name() + " head")
        .hasMessageContaining("label columns");
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void refusesMasks(OutputHead head) {
    INDArray labels = HeadLoss.labels(head, targets(), weights(1));
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

  private static float[] targets() {
    float[] targets = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      targets[i] = i % 2;
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
