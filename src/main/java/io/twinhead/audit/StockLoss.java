package io.twinhead.audit;

import io.twinhead.engine.BufferGuard;
import io.twinhead.head.OutputHead;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's own loss on the same logits in float32, as its networks compute it: probabilities are
 * clipped, at 1e-5 by {@code LossBinaryXENT} and at 1e-10 by {@code LossMCXENT} (claim S7).
 *
 * @param logLoss the mean that DL4J would have reported, in nats
 * @param gradientNorm root of the weighted mean square of the rows' gradients by their logits
 * @param exactGradientNorm the same of this program's loss
 * @param lostRows rows with less than half of the gradient that they should have
 */
public record StockLoss(
    double logLoss, double gradientNorm, double exactGradientNorm, int lostRows) {

  /** Absent for units that DL4J does not have. */
  static @Nullable StockLoss of(RunOutputs run) {
    OutputHead head = run.head();
    if (head.activation() == Activation.IDENTITY) {
      return null;
    }
    return BufferGuard.keeping(() -> computed(run));
  }

  private static StockLoss computed(RunOutputs run) {
    OutputHead head = run.head();
    INDArray logits =
        Nd4j.createFromArray(toFloat(run.logits())).reshape(run.rows(), head.outputs());
    INDArray labels = labels(run);
    IActivation activation = head.activation().getActivationFunction();
    double[] losses =
        head.stockLoss()
            .computeScoreArray(labels, logits.dup(), activation, null)
            .dup('c')
            .data()
            .asDouble();
    double[] gradient =
        head.stockLoss()
            .computeGradient(labels, logits.dup(), activation, null)
            .dup('c')
            .data()
            .asDouble();
    return compare(run, losses, gradient);
  }

  private static StockLoss compare(RunOutputs run, double[] losses, double[] gradient) {
    OutputHead head = run.head();
    double[] exact = new double[gradient.length];
    double loss = 0;
    double stockSquares = 0;
    double exactSquares = 0;
    int lost = 0;
    for (int i = 0; i < run.rows(); i++) {
      head.gradient(run.logits(), i, run.targets(), 1, exact);
      double stockSquare = square(gradient, i, head.outputs());
      double exactSquare = square(exact, i, head.outputs());
      loss += run.weights()[i] * losses[i];
      stockSquares += run.weights()[i] * stockSquare;
      exactSquares += run.weights()[i] * exactSquare;
      lost += 4 * stockSquare < exactSquare ? 1 : 0;
    }
    double total = run.totalWeight();
    return new StockLoss(
        loss / total, Math.sqrt(stockSquares / total), Math.sqrt(exactSquares / total), lost);
  }

  private static double square(double[] gradient, int row, int width) {
    double sum = 0;
    for (int i = row * width; i < (row + 1) * width; i++) {
      sum += gradient[i] * gradient[i];
    }
    return sum;
  }

  /** DL4J takes one-hot labels for two classes as well. */
  private static INDArray labels(RunOutputs run) {
    INDArray targets =
        Nd4j.createFromArray(run.targets()).reshape(run.rows(), run.head().targets());
    return run.head().targets() == run.head().outputs()
        ? targets
        : Nd4j.hstack(targets.rsub(1), targets);
  }

  private static float[] toFloat(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
