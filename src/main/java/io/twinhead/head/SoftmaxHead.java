package io.twinhead.head;

import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Two units with logits (z0, z1); p = softmax(z)[1] = sigma(z1 - z0); categorical cross-entropy.
 */
public final class SoftmaxHead implements OutputHead {
  private static final long serialVersionUID = 1L;

  SoftmaxHead() {}

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public String description() {
    return "2 softmax units, categorical cross-entropy";
  }

  @Override
  public int outputs() {
    return 2;
  }

  @Override
  public double logOdds(double[] logits, int row) {
    return logits[2 * row + 1] - logits[2 * row];
  }

  @Override
  public double[] encode(double target) {
    return new double[] {1 - target, target};
  }

  @Override
  public double decode(double[] labels, int offset) {
    return labels[offset + 1];
  }

  @Override
  public void backward(double slope, double[] gradient, int row) {
    gradient[2 * row] = -slope;
    gradient[2 * row + 1] = slope;
  }

  @Override
  public Activation activation() {
    return Activation.SOFTMAX;
  }

  @Override
  public ILossFunction stockLoss() {
    return new LossMCXENT();
  }
}
