package io.twinhead.head;

import io.twinhead.config.Link;
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
 * that the row is positive, and both losses are the same function of its log-odds.
 */
@SuppressWarnings("ClassInitializationDeadlock") // only this interface makes the two
public sealed interface OutputHead extends Serializable
    permits SigmoidHead, SoftmaxHead, DistilledHead {
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
    return sigmoid(labels, Link.LOGIT);
  }

  /**
   * One unit for each label, whose probability is another function of the unit's number than the
   * logistic one.
   *
   * @param labels at least 1
   */
  static OutputHead sigmoid(int labels, Link link) {
    return new SigmoidHead(labels, link);
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
   * This head with a loss that also learns from a teacher; see {@link DistilledHead}.
   *
   * @throws IllegalArgumentException unless T is above 0 and alpha in 0 to 1, or if this head is
   *     distilled already
   */
  default OutputHead distilled(double temperature, double alpha) {
    return new DistilledHead(this, temperature, alpha);
  }

  /** The head without distillation: itself, or what it was made of. */
  default OutputHead base() {
    return this;
  }

  /**
   * The log-odds of the positive class, log(p / (1 - p)): a logit unit's s, the same from another
   * link's s, or the softmax's z1 - z0.
   *
   * @throws IllegalStateException if this head does not decide between two classes
   */
  double logOdds(double[] logits, int row);

  /**
   * Writes the row's probabilities: of each label on its own for sigmoid units, which need not add
   * up to 1, and a distribution over the classes for softmax units.
   *
   * @param out as long as {@link #outputs()}
   */
  void probabilities(double[] logits, int row, double[] out);

  /**
   * Writes the log-probabilities of classes that exclude each other, exact in the tails: log
   * softmax; for one unit log(1 - p) and log p; for several sigmoid units log p_k less the log of
   * their sum, one against the rest.
   *
   * @param out as long as there are classes, which is 2 for one unit
   */
  void logProbabilities(double[] logits, int row, double[] out);

  /** The cross-entropy of one row in nats. */
  double loss(double[] logits, int row, float[] targets);

  /**
   * Writes {@code weight} times the gradient of {@link #loss} by the row's logits.
   *
   * @param gradient laid out as the logits
   */
  void gradient(double[] logits, int row, float[] targets, double weight, double[] gradient);

  /**
   * The loss of a head that says nothing, in nats: one half for each label, K ln 2, or the same for
   * each of K classes, ln K. Every row has it, whatever its targets.
   */
  double uniformLoss();

  /**
   * The mean loss of a head that says {@code shares} of every row where they are the mean targets,
   * in nats. No other constant does better.
   *
   * @param shares as many as {@link #targets()}, laid out as those of one row
   */
  double entropy(double[] shares);

  /** The output layer's activation in DL4J. */
  Activation activation();

  /**
   * DL4J's own loss for this head: clipped, but every DL4J installation knows it. DL4J has neither
   * probit nor complementary log-log units: it sees a regression, identity and squared error, whose
   * output is the unit's number s; see {@link SigmoidHead}.
   */
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
