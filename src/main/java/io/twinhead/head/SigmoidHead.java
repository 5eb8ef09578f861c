package io.twinhead.head;

import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * Independent units: p_k = sigma(z_k) for each label k; the loss is the sum of the labels' binary
 * cross-entropies.
 *
 * @param outputs the number of labels, at least 1
 */
public record SigmoidHead(int outputs) implements OutputHead {
  public SigmoidHead {
    if (outputs < 1) {
      throw new IllegalArgumentException(
          "sigmoid head of " + outputs + " labels: must be 1 or more");
    }
  }

  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public String description() {
    return outputs + " sigmoid unit" + (outputs == 1 ? "" : "s") + ", binary cross-entropy";
  }

  @Override
  public int targets() {
    return outputs;
  }

  @Override
  public double logOdds(double[] logits, int row) {
    if (outputs != 1) {
      throw new IllegalStateException(
          "a sigmoid head of " + outputs + " labels does not decide between two classes");
    }
    return logits[row];
  }

  @Override
  public double loss(double[] logits, int row, float[] targets) {
    double sum = 0;
    for (int i = row * outputs; i < (row + 1) * outputs; i++) {
      sum += Logistic.crossEntropy(logits[i], targets[i]);
    }
    return sum;
  }

  @Override
  public void gradient(
      double[] logits, int row, float[] targets, double weight, double[] gradient) {
    for (int i = row * outputs; i < (row + 1) * outputs; i++) {
      gradient[i] = weight * Logistic.crossEntropySlope(logits[i], targets[i]);
    }
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
