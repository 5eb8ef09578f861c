package io.twinhead.head;

import java.util.Arrays;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Units for classes that exclude each other: p = softmax(z), categorical cross-entropy. With m the
 * class of the largest logit and S the sum of the targets, which is 1 for a distribution,
 *
 * <pre>
 *   L       = sum_k q_k (z_m - z_k + log(1 + sum_{j != m} exp(z_j - z_m)))
 *   dL/dz_k = p_k (S - q_k) - q_k (1 - p_k)
 * </pre>
 *
 * in which nothing cancels: 1 - p_m is the sum of the others. Two classes have one target q, the
 * probability of the second; then p_1 = sigma(z1 - z0), and the log-odds say everything.
 *
 * @param outputs the number of classes, at least 2
 */
public record SoftmaxHead(int outputs) implements OutputHead {
  public SoftmaxHead {
    if (outputs < 2) {
      throw new IllegalArgumentException(
          "softmax head of " + outputs + " classes: must be 2 or more");
    }
  }

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public String description() {
    return outputs + " softmax units, categorical cross-entropy";
  }

  @Override
  public int targets() {
    return outputs == 2 ? 1 : outputs;
  }

  @Override
  public double logOdds(double[] logits, int row) {
    if (outputs != 2) {
      throw new IllegalStateException(
          "a softmax head of " + outputs + " classes does not decide between two");
    }
    return logits[2 * row + 1] - logits[2 * row];
  }

  @Override
  public void probabilities(double[] logits, int row, double[] out) {
    int top = top(logits, row);
    double sum = 1;
    for (int k = 0; k < outputs; k++) {
      int i = row * outputs + k;
      out[k] = Math.exp(logits[i] - logits[top]);
      sum += i == top ? 0 : out[k];
    }
    for (int k = 0; k < outputs; k++) {
      out[k] /= sum;
    }
  }

  @Override
  public void logProbabilities(double[] logits, int row, double[] out) {
    System.arraycopy(logits, row * outputs, out, 0, outputs);
    LogSoftmax.apply(out);
  }

  @Override
  public double loss(double[] logits, int row, float[] targets) {
    if (outputs == 2) {
      return LinkFunction.LOGIT.loss(logOdds(logits, row), targets[row]);
    }
    int top = top(logits, row);
    double others = 0;
    for (int i = row * outputs; i < (row + 1) * outputs; i++) {
      others += i == top ? 0 : Math.exp(logits[i] - logits[top]);
    }
    double topLoss = Math.log1p(others);
    double sum = 0;
    for (int i = row * outputs; i < (row + 1) * outputs; i++) {
      sum += targets[i] * (logits[top] - logits[i] + topLoss);
    }
    return sum;
  }

  @Override
  public void gradient(
      double[] logits, int row, float[] targets, double weight, double[] gradient) {
    if (outputs == 2) {
      double slope = weight * LinkFunction.LOGIT.slope(logOdds(logits, row), targets[row]);
      gradient[2 * row] = -slope;
      gradient[2 * row + 1] = slope;
      return;
    }
    int top = top(logits, row);
    double others = 0;
    double targetSum = 0;
    for (int i = row * outputs; i < (row + 1) * outputs; i++) {
      gradient[i] = Math.exp(logits[i] - logits[top]); // no other array: this runs in every step
      others += i == top ? 0 : gradient[i];
      targetSum += targets[i];
    }
    for (int i = row * outputs; i < (row + 1) * outputs; i++) {
      double p = gradient[i] / (1 + others);
      double rest = i == top ? others / (1 + others) : 1 - p;
      gradient[i] = weight * (p * (targetSum - targets[i]) - targets[i] * rest);
    }
  }

  /** The index of the row's largest logit. */
  private int top(double[] logits, int row) {
    int top = row * outputs;
    for (int i = top + 1; i < (row + 1) * outputs; i++) {
      top = logits[i] > logits[top] ? i : top;
    }
    return top;
  }

  @Override
  public double uniformLoss() {
    return Math.log(outputs);
  }

  @Override
  public double entropy(double[] shares) {
    return outputs == 2 ? Entropy.ofTwo(shares[0]) : Arrays.stream(shares).map(Entropy::term).sum();
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
