package io.twinhead.model;

import io.twinhead.head.OutputHead;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Turns one sigmoid unit into two softmax units that give the same probabilities, and back: w = w1
 * - w0, b = b1 - b0. The trunk stays as it is, bit for bit.
 *
 * <p>The updater's state goes along, so that training goes on as it would have, if the pair is
 * trained with {@link HeadTuning#MATCHED_SOFTMAX} where the unit is not tuned, or the unit with
 * {@link HeadTuning#EXPLAINING_SIGMOID} where the pair is not. With a coupled penalty and an
 * adaptive updater this needs a pair at (-w/2, w/2) all the way.
 */
public final class HeadConversion {
  /** What many steps in float32 may leave of a sum that is 0. */
  private static final double MIRRORED = 1e-5;

  private final int trunk;
  private final int inputs;
  private final int from;
  private final int to;

  /** Which of the pairs with w1 - w0 = w to take. */
  public enum Convention {
    /** (0, w): the sigmoid is a softmax with one group of weights fixed at 0. */
    ZERO,
    /** (-w/2, w/2): exact halves, each the other's negative. */
    ANTISYMMETRIC
  }

  private HeadConversion(int trunk, int inputs, int from, int to) {
    this.trunk = trunk;
    this.inputs = inputs;
    this.from = from;
    this.to = to;
  }

  private HeadConversion(MultiLayerNetwork from, OutputHead fromHead, OutputHead toHead) {
    this(
        trunk(from),
        Math.toIntExact(from.getOutputLayer().numParams()) / fromHead.outputs() - 1,
        fromHead.outputs(),
        toHead.outputs());
  }

  /**
   * Writes parameters, updater state and step count of {@code from} into {@code to}. Heads with the
   * same number of units are copied.
   *
   * @param to a network with the same trunk and updater, which may be in use by an engine
   * @param convention for the split; a merge has no choice
   * @throws IllegalArgumentException if a head does not decide between two classes by the logistic
   *     function, or if more differs than the head
   */
  public static void convert(
      MultiLayerNetwork from,
      OutputHead fromHead,
      MultiLayerNetwork to,
      OutputHead toHead,
      Convention convention) {
    requireLogistic(fromHead);
    requireLogistic(toHead);
    HeadConversion conversion = new HeadConversion(from, fromHead, toHead);
    double[] parameters =
        conversion.apply(HeadRule.parameters(convention), from.params().dup().data().asDouble());
    if (trunk(from) != trunk(to) || parameters.length != to.numParams()) {
      throw new IllegalArgumentException(
          "%d parameters, %d of them in the trunk, do not become %d, %d of them in the trunk"
              .formatted(from.numParams(), trunk(from), to.numParams(), trunk(to)));
    }
    to.params().assign(Nd4j.createFromArray(parameters).reshape(to.params().shape()));
    UpdaterState state = new UpdaterState(from);
    new UpdaterState(to).fill(state, conversion);
    to.setIterationCount(from.getIterationCount());
    to.setEpochCount(from.getEpochCount());
  }

  /**
   * Converts the output layer alone.
   *
   * @return its parameters with the other head
   * @throws IllegalArgumentException if a head does not decide between two classes by the logistic
   *     function
   */
  static INDArray head(
      MultiLayerNetwork from, OutputHead fromHead, OutputHead toHead, Convention convention) {
    requireLogistic(fromHead);
    requireLogistic(toHead);
    INDArray own = from.getOutputLayer().params().dup();
    int inputs = Math.toIntExact(own.length()) / fromHead.outputs() - 1;
    return Nd4j.createFromArray(
        new HeadConversion(0, inputs, fromHead.outputs(), toHead.outputs())
            .apply(HeadRule.parameters(convention), own.data().asDouble()));
  }

  /** Whether two softmax units are each the other's negative, as far as float32 can tell. */
  public static boolean mirrored(MultiLayerNetwork network) {
    double[] own = network.getOutputLayer().params().dup().data().asDouble();
    HeadConversion layer = new HeadConversion(0, own.length / 2 - 1, 2, 2);
    for (int i = 0; i <= layer.inputs; i++) {
      double first = own[layer.place(i, 0, 2)];
      double second = own[layer.place(i, 1, 2)];
      if (Math.abs(first + second) > MIRRORED * Math.max(1, Math.abs(second))) {
        return false;
      }
    }
    return true;
  }

  /** Two classes, whose log-odds are the logit or the difference of the logits. */
  private static void requireLogistic(OutputHead head) {
    double[] logits = head.outputs() == 1 ? new double[] {1.5} : new double[] {0.5, 2};
    if (head.targets() != 1 || head.logOdds(logits, 0) != 1.5) {
      throw new IllegalArgumentException(
          "%s: does not tell two classes apart by the logistic function of logits"
              .formatted(head.description()));
    }
  }

  private static int trunk(MultiLayerNetwork network) {
    return Math.toIntExact(network.numParams() - network.getOutputLayer().numParams());
  }

  /** Converts one value per parameter, laid out as the parameters are. */
  double[] apply(HeadRule rule, double[] values) {
    if (from == to) {
      return values.clone();
    }
    double[] converted = new double[trunk + to * (inputs + 1)];
    System.arraycopy(values, 0, converted, 0, trunk);
    for (int i = 0; i <= inputs; i++) {
      if (to == 2) {
        double value = values[place(i, 0, 1)];
        converted[place(i, 0, 2)] = rule.first().applyAsDouble(value);
        converted[place(i, 1, 2)] = rule.second().applyAsDouble(value);
      } else {
        converted[place(i, 0, 1)] =
            rule.merged().applyAsDouble(values[place(i, 0, 2)], values[place(i, 1, 2)]);
      }
    }
    return converted;
  }

  /** Of the weight on an input, or of the bias after all inputs: unit by unit, then the biases. */
  private int place(int input, int unit, int units) {
    return trunk + (input < inputs ? unit * inputs + input : units * inputs + unit);
  }
}
