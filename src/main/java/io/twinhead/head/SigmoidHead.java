package io.twinhead.head;

import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/** One unit with logit s; p = sigma(s); binary cross-entropy. */
public final class SigmoidHead implements OutputHead {
  private static final long serialVersionUID = 1L;

  SigmoidHead() {}

  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public String description() {
    return "1 sigmoid unit, binary cross-entropy";
  }

  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public double logOdds(double[] logits, int row) {
    return logits[row];
  }

  @Override
  public double[] encode(double target) {
    return new double[] {target};
  }

  @Override
  public double decode(double[] labels, int offset) {
    return labels[offset];
  }

  @Override
  public void backward(double slope, double[] gradient, int row) {
    gradient[row] = slope;
  }

  @Override
  public Activation activation() {
    return Activation.SIGMOID;
  }

  @Override
  public ILossFunction stockLoss() {
    return new LossBinaryXENT();
  }
}
