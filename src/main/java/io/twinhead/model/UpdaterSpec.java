package io.twinhead.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * The rule that turns gradients into parameter updates, as written in a model file: {@code updater:
 * {adam: {learning-rate: 0.001}}}. Settings left out take the defaults named here, which are those
 * of PyTorch and Keras; DL4J's own defaults differ and are never used.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = UpdaterSpec.Sgd.class, name = "sgd"),
  @JsonSubTypes.Type(value = UpdaterSpec.Nesterov.class, name = "nesterov"),
  @JsonSubTypes.Type(value = UpdaterSpec.RmsProp.class, name = "rmsprop"),
  @JsonSubTypes.Type(value = UpdaterSpec.Adam.class, name = "adam")
})
public sealed interface UpdaterSpec {
  /** The same rule in DL4J, with every setting explicit. */
  IUpdater toDl4j();

  double learningRate();

  /** The same rule with another learning rate. */
  UpdaterSpec withLearningRate(double rate);

  /** Whether it divides by the size of past gradients, so that it is not linear in them. */
  boolean adaptive();

  /** Plain stochastic gradient descent. */
  record Sgd(double learningRate) implements UpdaterSpec {
    public Sgd {
      Checks.requirePositive("learning-rate", learningRate);
    }

    @Override
    public IUpdater toDl4j() {
      return new org.nd4j.linalg.learning.config.Sgd(learningRate);
    }

    @Override
    public UpdaterSpec withLearningRate(double rate) {
      return new Sgd(rate);
    }

    @Override
    public boolean adaptive() {
      return false;
    }
  }

  /** Nesterov momentum; momentum defaults to 0.9. */
  record Nesterov(double learningRate, @Nullable Double momentum) implements UpdaterSpec {
    public Nesterov {
      Checks.requirePositive("learning-rate", learningRate);
      momentum = Checks.requireShare("momentum", or(momentum, 0.9));
    }

    @Override
    public IUpdater toDl4j() {
      return new Nesterovs(learningRate, filled(momentum));
    }

    @Override
    public UpdaterSpec withLearningRate(double rate) {
      return new Nesterov(rate, momentum);
    }

    @Override
    public boolean adaptive() {
      return false;
    }
  }

  /** RMSProp; decay defaults to 0.9 and epsilon to 1e-7. */
  record RmsProp(double learningRate, @Nullable Double decay, @Nullable Double epsilon)
      implements UpdaterSpec {
    public RmsProp {
      Checks.requirePositive("learning-rate", learningRate);
      decay = Checks.requireShare("decay", or(decay, 0.9));
      epsilon = Checks.requirePositive("epsilon", or(epsilon, 1e-7));
    }

    @Override
    public IUpdater toDl4j() {
      return new org.nd4j.linalg.learning.config.RmsProp(
          learningRate, filled(decay), filled(epsilon));
    }

    @Override
    public UpdaterSpec withLearningRate(double rate) {
      return new RmsProp(rate, decay, epsilon);
    }

    @Override
    public boolean adaptive() {
      return true;
    }
  }

  /** Adam; beta1 defaults to 0.9, beta2 to 0.999 and epsilon to 1e-8. */
  record Adam(
      double learningRate, @Nullable Double beta1, @Nullable Double beta2, @Nullable Double epsilon)
      implements UpdaterSpec {
    public Adam {
      Checks.requirePositive("learning-rate", learningRate);
      beta1 = Checks.requireShare("beta1", or(beta1, 0.9));
      beta2 = Checks.requireShare("beta2", or(beta2, 0.999));
      epsilon = Checks.requirePositive("epsilon", or(epsilon, 1e-8));
    }

    @Override
    public IUpdater toDl4j() {
      return new org.nd4j.linalg.learning.config.Adam(
          learningRate, filled(beta1), filled(beta2), filled(epsilon));
    }

    @Override
    public UpdaterSpec withLearningRate(double rate) {
      return new Adam(rate, beta1, beta2, epsilon);
    }

    @Override
    public boolean adaptive() {
      return true;
    }
  }

  /** A setting whose default its constructor has filled in. */
  private static double filled(@Nullable Double value) {
    return Objects.requireNonNull(value);
  }

  private static double or(@Nullable Double value, double otherwise) {
    return value == null ? otherwise : value;
  }
}
