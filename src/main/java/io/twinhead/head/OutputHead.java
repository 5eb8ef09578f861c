package io.twinhead.head;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * An output head: everything in which sigmoid and softmax units differ. Nobody else asks which one
 * it is.
 *
 * <p>Logits z are row-major {@code [rows, outputs()]}, targets q row-major {@code [rows,
 * targets()]}. Losses are cross-entropies in nats, evaluated in double from the logits and never
 * from a probability: the tail is exact (2.1e-9 for a positive at log-odds 20) and finite for all
 * float32 logits.
 *
 * <p>For two classes, one sigmoid unit and two softmax units take the same targets, the probability
 * that the row is positive, and both reduce to its log-odds; see {@link Logistic#crossEntropy}.
 */
@SuppressWarnings("ClassInitializationDeadlock") // only this interface makes the two
public sealed interface OutputHead extends Serializable permits SigmoidHead, SoftmaxHead {
  OutputHead SIGMOID = sigmoid(1);
  OutputHead SOFTMAX = softmax(2);

  /** Both heads for two classes, in the order in which results list them. */
  List<OutputHead> ALL = List.of(SIGMOID, SOFTMAX);

  /**
   * One unit for each label; labels may overlap.
   *
   * @param labels at least 1
   */
  static OutputHead sigmoid(int labels) {
    return new SigmoidHead(labels);
  }

  /**
   * One unit for each of several classes, which exclude each other.
   *
   * @param classes at least 2
   */
  static OutputHead softmax(int classes) {
    return new SoftmaxHead(classes);
  }

  /** The name in commands and files: {@code sigmoid} or {@code softmax}. */
  String name();

  /** What the output layer and the loss are called, for people. */
  String description();

  /** The number of output units, which is the number of logits per row. */
  int outputs();

  /**
   * The number of target values per row: a probability for each sigmoid unit; the probability of
   * the positive class for two classes; a distribution over more (one-hot for hard labels).
   */
  int targets();

  /**
   * The log-odds of the positive class: the sigmoid's logit, or the softmax's z1 - z0.
   *
   * @throws IllegalStateException if this head does not decide between two classes
   */
  double logOdds(double[] logits, int row);

  /** The cross-entropy of one row in nats. */
  double loss(double[] logits, int row, float[] targets);

  /**
   * Writes {@code weight} times the gradient of {@link #loss} by the row's logits.
   *
   * @param gradient laid out as the logits
   */
  void gradient(double[] logits, int row, float[] targets, double weight, double[] gradient);

  /** The output layer's activation in DL4J. */
  Activation activation();

  /** DL4J's own loss for this head: clipped, but every DL4J installation knows it. */
  ILossFunction stockLoss();

  /** This head's loss for DL4J, on logits and with sample weights. */
  default ILossFunction loss() {
    return new HeadLoss(this);
  }

  /**
   * Finds a head for two classes by name.
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
