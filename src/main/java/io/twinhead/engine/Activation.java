package io.twinhead.engine;

import java.util.Optional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * A function of single values that plans know; all are monotone.
 *
 * @param kind which
 * @param alpha the slope or scale on negative values, for those that have one
 */
record Activation(Kind kind, double alpha) {
  /** ND4J's names of the operation and of its derivative's. */
  enum Kind {
    IDENTITY("identity"),
    RELU("relu"),
    LEAKY_RELU("lrelu"),
    ELU("elu"),
    TANH("tanh"),
    SIGMOID("sigmoid"),
    SOFTPLUS("softplus");

    private final String operation;

    Kind(String operation) {
      this.operation = operation;
    }

    String operation() {
      return operation;
    }

    String derivative() {
      return operation + "_bp";
    }
  }

  /** DL4J's function as one of these, if it is. */
  static Optional<Activation> of(IActivation function) {
    if (function instanceof ActivationLReLU leaky && leaky.getAlpha() >= 0) {
      return Optional.of(new Activation(Kind.LEAKY_RELU, leaky.getAlpha()));
    }
    if (function instanceof ActivationELU elu && elu.getAlpha() >= 0) {
      return Optional.of(new Activation(Kind.ELU, elu.getAlpha()));
    }
    return Optional.ofNullable(
            function instanceof ActivationReLU
                ? Kind.RELU
                : function instanceof ActivationIdentity
                    ? Kind.IDENTITY
                    : function instanceof ActivationTanH
                        ? Kind.TANH
                        : function instanceof ActivationSigmoid
                            ? Kind.SIGMOID
                            : function instanceof ActivationSoftPlus ? Kind.SOFTPLUS : null)
        .map(kind -> new Activation(kind, 0));
  }

  /** The floating-point arguments of ND4J's operations. */
  double[] arguments() {
    return switch (kind) {
      case RELU -> new double[] {0};
      case LEAKY_RELU, ELU -> new double[] {alpha};
      default -> new double[0];
    };
  }
}
