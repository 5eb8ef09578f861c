package io.twinhead.head;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * An output head for two classes: everything in which one sigmoid unit and two softmax units
 * differ. Nobody else asks which one it is.
 *
 * <p>Logits are row-major {@code [rows, outputs()]}. A target is the probability q in [0, 1] that
 * the row is positive; labels are the targets 0 and 1. Both heads reduce to the log-odds d of the
 * positive class, s or z1 - z0, with loss and slope
 *
 * <pre>
 *   L(d, q) = q log(1 + exp(-d)) + (1 - q) log(1 + exp(d))
 *   dL/dd   = sigma(d) - q
 * </pre>
 *
 * evaluated in double from the logits, never from a probability: the tail is exact (2.1e-9 for a
 * positive at d = 20) and finite for every pair of float32 logits.
 */
@SuppressWarnings("ClassInitializationDeadlock") // only this interface makes the two
public sealed interface OutputHead extends Serializable permits SigmoidHead, SoftmaxHead {
  OutputHead SIGMOID = new SigmoidHead();
  OutputHead SOFTMAX = new SoftmaxHead();

  /** Both heads, in the order in which results list them. */
  List<OutputHead> ALL = List.of(SIGMOID, SOFTMAX);

  /** The name in commands and files: {@code sigmoid} or {@code softmax}. */
  String name();

  /** What the output layer and the loss are called, for people. */
  String description();

  /** The number of output units, which is the number of logits per row. */
  int outputs();

  /** The log-odds of the positive class: the sigmoid's logit, or the softmax's z1 - z0. */
  double logOdds(double[] logits, int row);

  /** The target as the output layer's label row: [q], or one-hot [1 - q, q]. */
  double[] encode(double target);

  /** The target of a label row, the inverse of {@link #encode}. */
  double decode(double[] labels, int offset);

  /** Writes dL/dz of one row, given its slope dL/dd, into {@code gradient} (laid out as logits). */
  void backward(double slope, double[] gradient, int row);

  /** The output layer's activation in DL4J. */
  Activation activation();

  /** DL4J's own loss for this head: clipped, but every DL4J installation knows it. */
  ILossFunction stockLoss();

  /** The cross-entropy of one row in nats. */
  default double loss(double[] logits, int row, double target) {
    double d = logOdds(logits, row);
    return target * Logistic.softplus(-d) + (1 - target) * Logistic.softplus(d);
  }

  /** Writes {@code weight} times the gradient of {@link #loss} by the row's logits. */
  default void gradient(double[] logits, int row, double target, double weight, double[] gradient) {
    double d = logOdds(logits, row);
    double slope = (1 - target) * Logistic.sigmoid(d) - target * Logistic.sigmoid(-d);
    backward(weight * slope, gradient, row);
  }

  /** This head's loss for DL4J, on logits and with sample weights. */
  default ILossFunction loss() {
    return new HeadLoss(this);
  }

  /**
   * Finds a head by name.
   *
   * @throws IllegalArgumentException if there is no such head
   */
  static OutputHead of(String name) {
    return ALL.stream()
        .filter(head -> head.name().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("head '" + name + "': must be sigmoid or softmax"));
  }
}
