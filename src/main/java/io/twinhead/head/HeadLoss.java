package io.twinhead.head;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A head's cross-entropy as a DL4J loss on logits.
 *
 * <p>DL4J's own losses clip probabilities and take no sample weights for a single output unit.
 * Label rows here are {@code [target.., weight]}, as {@link #labels} makes them. Masks are refused.
 * The activation function is ignored, because the loss is computed from the logits. Arithmetic is
 * in double; results have the logits' data type.
 */
public final class HeadLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  private final OutputHead head;
  private double lastLossSum = Double.NaN;

  HeadLoss(OutputHead head) {
    this.head = head;
  }

  /**
   * Makes the label array [rows, head.targets() + 1] of a batch, in float32.
   *
   * @param targets row-major [rows, head.targets()]
   * @param weights the sample weight per row
   * @throws IllegalArgumentException if the head takes another number of targets
   */
  public static INDArray labels(OutputHead head, float[] targets, float[] weights) {
    int width = head.targets();
    if (targets.length != weights.length * width) {
      throw new IllegalArgumentException(
          "%d targets for %d rows: the %s head takes %d for each row"
              .formatted(targets.length, weights.length, head.name(), width));
    }
    float[] rows = new float[weights.length * (width + 1)];
    for (int i = 0; i < weights.length; i++) {
      System.arraycopy(targets, i * width, rows, i * (width + 1), width);
      rows[i * (width + 1) + width] = weights[i];
    }
    return Nd4j.createFromArray(rows).reshape(weights.length, width + 1);
  }

  /**
   * The weighted sum of the losses that DL4J asked for last: the batch's data loss before its
   * update, without the regularisation that {@code score()} adds. NaN before the first batch.
   */
  public double lastLossSum() {
    return lastLossSum;
  }

  @Override
  public double computeScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    double sum = 0;
    for (double loss : losses(labels, preOutput, mask)) {
      sum += loss;
    }
    lastLossSum = sum;
    return average ? sum / preOutput.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    double[] losses = losses(labels, preOutput, mask);
    return Nd4j.createFromArray(losses).reshape(losses.length, 1).castTo(preOutput.dataType());
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    check(labels, preOutput, mask);
    float[] targets = targets(labels);
    float[] weights = weights(labels);
    double[] logits = logits(preOutput);
    double[] gradient = new double[logits.length];
    for (int i = 0; i < weights.length; i++) {
      head.gradient(logits, i, targets, weights[i], gradient);
    }
    return Nd4j.createFromArray(gradient).reshape(preOutput.shape()).castTo(preOutput.dataType());
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    return new Pair<>(
        computeScore(labels, preOutput, activation, mask, average),
        computeGradient(labels, preOutput, activation, mask));
  }

  @Override
  public String name() {
    return head.name() + " cross-entropy on logits";
  }

  private double[] losses(INDArray labels, INDArray preOutput, @Nullable INDArray mask) {
    check(labels, preOutput, mask);
    float[] targets = targets(labels);
    float[] weights = weights(labels);
    double[] logits = logits(preOutput);
    double[] losses = new double[weights.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = weights[i] * head.loss(logits, i, targets);
    }
    return losses;
  }

  private void check(INDArray labels, INDArray preOutput, @Nullable INDArray mask) {
    if (mask != null) {
      throw new IllegalArgumentException(
          "a label mask is set: masks scale logits in DL4J, use sample weights instead");
    }
    if (preOutput.columns() != head.outputs() || labels.columns() != head.targets() + 1) {
      throw new IllegalArgumentException(
          "the %s head takes %d logits and %d label columns (targets, weight), but got %d and %d"
              .formatted(
                  head.name(),
                  head.outputs(),
                  head.targets() + 1,
                  preOutput.columns(),
                  labels.columns()));
    }
  }

  private float[] targets(INDArray labels) {
    return columns(labels, 0, head.targets()).asFloat();
  }

  private float[] weights(INDArray labels) {
    return columns(labels, head.targets(), head.targets() + 1).asFloat();
  }

  private static double[] logits(INDArray preOutput) {
    return columns(preOutput, 0, preOutput.columns()).asDouble();
  }

  /** The values in row-major order, whatever the array's own order. */
  private static DataBuffer columns(INDArray array, int from, int to) {
    return array.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to)).dup('c').data();
  }
}
