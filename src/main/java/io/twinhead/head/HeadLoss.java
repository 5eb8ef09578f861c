package io.twinhead.head;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A head's cross-entropy as a DL4J loss on logits.
 *
 * <p>DL4J's own losses clip probabilities and take no sample weights for a single output unit, so
 * label rows are one longer than the output layer: {@code [encoded target.., weight]}, as {@link
 * #labels} makes them. Masks are refused. The activation function is ignored, because the loss is
 * computed from the logits.
 */
public final class HeadLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  private final OutputHead head;
  private double lastLossSum = Double.NaN;

  HeadLoss(OutputHead head) {
    this.head = head;
  }

  /**
   * Makes the label array [rows, outputs + 1] of a batch.
   *
   * @param targets the probability of the positive class per row, 0 or 1 for hard labels
   * @param weights the sample weight per row
   */
  public static INDArray labels(OutputHead head, float[] targets, float[] weights) {
    int width = head.outputs() + 1;
    float[] rows = new float[targets.length * width];
    for (int i = 0; i < targets.length; i++) {
      double[] encoded = head.encode(targets[i]);
      for (int k = 0; k < encoded.length; k++) {
        rows[i * width + k] = (float) encoded[k];
      }
      rows[i * width + width - 1] = weights[i];
    }
    return Nd4j.createFromArray(rows).reshape(targets.length, width);
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
    double[] rows = labelRows(labels, preOutput, mask);
    double[] logits = values(preOutput);
    double[] gradient = new double[logits.length];
    int width = head.outputs() + 1;
    for (int i = 0; i < preOutput.rows(); i++) {
      int row = i * width;
      head.gradient(logits, i, head.decode(rows, row), rows[row + width - 1], gradient);
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
    double[] rows = labelRows(labels, preOutput, mask);
    double[] logits = values(preOutput);
    double[] losses = new double[preOutput.rows()];
    int width = head.outputs() + 1;
    for (int i = 0; i < losses.length; i++) {
      int row = i * width;
      losses[i] = rows[row + width - 1] * head.loss(logits, i, head.decode(rows, row));
    }
    return losses;
  }

  private double[] labelRows(INDArray labels, INDArray preOutput, @Nullable INDArray mask) {
    if (mask != null) {
      throw new IllegalArgumentException(
          "a label mask is set: masks scale logits in DL4J, use sample weights instead");
    }
    if (preOutput.columns() != head.outputs() || labels.columns() != head.outputs() + 1) {
      throw new IllegalArgumentException(
          "the %s head takes %d logits and %d label columns (target, weight), but got %d and %d"
              .formatted(
                  head.name(),
                  head.outputs(),
                  head.outputs() + 1,
                  preOutput.columns(),
                  labels.columns()));
    }
    return values(labels);
  }

  /** The values in row-major order, whatever the array's own order. */
  private static double[] values(INDArray array) {
    return array.dup('c').data().asDouble();
  }
}
