package io.twinhead.head;

import io.twinhead.config.Link;
import java.util.Arrays;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Independent units: p_k = F(z_k) for each label k, where F is the logistic function unless another
 * link is asked for; the loss is the sum of the labels' binary cross-entropies. With K exclusive
 * classes as labels, it is one against the rest.
 *
 * <p>DL4J has no units for the other links. A network of theirs ends in identity units; stock DL4J
 * restores it as a regression that returns z, of which p is Phi(z) or 1 - exp(-exp(z)).
 *
 * @param outputs the number of labels, at least 1
 * @param link the inverse of F
 */
public record SigmoidHead(int outputs, Link link) implements OutputHead {
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
    return outputs
        + (link == Link.LOGIT ? " sigmoid" : " " + link)
        + (outputs == 1 ? " unit" : " units")
        + ", binary cross-entropy";
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
    return function().logOdds(logits[row]);
  }

  @Override
  public void probabilities(double[] logits, int row, double[] out) {
    for (int k = 0; k < outputs; k++) {
      out[k] = function().probability(logits[row * outputs + k]);
    }
  }

  @Override
  public void logProbabilities(double[] logits, int row, double[] out) {
    if (outputs == 1) {
      out[0] = -function().negativeLoss(logits[row]);
      out[1] = -function().positiveLoss(logits[row]);
      return;
    }
    for (int k = 0; k < outputs; k++) {
      out[k] = -function().positiveLoss(logits[row * outputs + k]);
    }
    LogSoftmax.apply(out);
  }

  @Override
  public double loss(double[] logits, int row, float[] targets) {
    LinkFunction function = function();
    double sum = 0;
    for (int i = row * outputs; i < (row + 1) * outputs; i++) {
      sum += function.loss(logits[i], targets[i]);
    }
    return sum;
  }

  @Override
  public void gradient(
      double[] logits, int row, float[] targets, double weight, double[] gradient) {
    LinkFunction function = function();
    for (int i = row * outputs; i < (row + 1) * outputs; i++) {
      gradient[i] = weight * function.slope(logits[i], targets[i]);
    }
  }

  @Override
  public double uniformLoss() {
    return outputs * Math.log(2);
  }

  @Override
  public double entropy(double[] shares) {
    return Arrays.stream(shares).map(Entropy::ofTwo).sum();
  }

  @Override
  public Activation activation() {
    return link == Link.LOGIT ? Activation.SIGMOID : Activation.IDENTITY;
  }

  @Override
  public ILossFunction stockLoss() {
    return link == Link.LOGIT ? new LossBinaryXENT() : new LossMSE();
  }

  private LinkFunction function() {
    return LinkFunction.of(link);
  }
}
