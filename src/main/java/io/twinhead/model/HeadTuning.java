package io.twinhead.model;

import java.util.Objects;
import java.util.Optional;

/**
 * Factors on the training settings of the output layer, by which one head's training follows
 * another's. Write G for the gradient of the loss by the weights w of one sigmoid unit; then two
 * softmax units have the gradients -G and G, and the trunk sees w1 - w0 where it saw w.
 *
 * @param learningRate of the updater
 * @param l2 of the coupled penalty
 * @param weightDecay of the decoupled decay, which is multiplied by the learning rate
 * @param clipNorm of the limit on the norm of the layer's gradient; a limit on single components
 *     needs no factor, since -G and G have the components of G
 */
public record HeadTuning(double learningRate, double l2, double weightDecay, double clipNorm) {
  /** The settings of all layers. */
  public static final HeadTuning NONE = new HeadTuning(1, 1, 1, 1);

  /**
   * For two softmax units that start at (-w/2, w/2) and follow one sigmoid unit that starts at w:
   * they stay at (-w/2, w/2) if each of their steps is half as long. The penalty's gradient is that
   * of w if l2 is doubled, the decay of w/2 half that of w if the factor is doubled, and the norm
   * of (-G, G) is that of G times sqrt(2). Updaters are odd functions of the gradients, so this
   * holds for each of them.
   */
  public static final HeadTuning MATCHED_SOFTMAX = new HeadTuning(0.5, 2, 2, Math.sqrt(2));

  /**
   * For one sigmoid unit that starts at w1 - w0 and follows two softmax units which are trained
   * with the settings of all layers. See {@link #obstacleToExplaining}.
   */
  public static final HeadTuning EXPLAINING_SIGMOID = new HeadTuning(2, 0.5, 0.5, 1 / Math.sqrt(2));

  public HeadTuning {
    Checks.requirePositive("learning-rate factor", learningRate);
    Checks.requireFactor("l2 factor", l2);
    Checks.requireFactor("weight-decay factor", weightDecay);
    Checks.requirePositive("clip norm factor", clipNorm);
  }

  /**
   * Why no sigmoid unit follows two softmax units that are trained with the settings of {@code
   * spec}; empty if one does, wherever they start.
   *
   * <p>With a coupled penalty the updater gets -G + l2 w0 and G + l2 w1. Of updaters that are
   * linear in their gradients, w1 - w0 gets the difference, 2 (G + l2/2 (w1 - w0)), which is what
   * one unit with twice the learning rate and half the penalty gets. Adaptive updaters divide each
   * of the two by its own size, and nothing can be said about the difference.
   */
  public static Optional<String> obstacleToExplaining(ModelSpec spec) {
    return Objects.requireNonNull(spec.l2()) > 0 && spec.updater().adaptive()
        ? Optional.of(
            "l2 = %s goes through an adaptive updater, which divides the gradients of the two softmax units by different sizes"
                .formatted(spec.l2()))
        : Optional.empty();
  }

  /** For the two softmax units that one sigmoid unit with this tuning is split into. */
  public HeadTuning split() {
    return equals(EXPLAINING_SIGMOID) ? NONE : MATCHED_SOFTMAX;
  }

  /** For the sigmoid unit that two softmax units with this tuning are merged into. */
  public HeadTuning merged() {
    return equals(MATCHED_SOFTMAX) ? NONE : EXPLAINING_SIGMOID;
  }

  /**
   * The settings of the output layer of a network whose other layers have those of {@code spec}.
   */
  ModelSpec applyTo(ModelSpec spec) {
    return new ModelSpec(
        spec.name(),
        spec.description(),
        spec.channels(),
        spec.layers(),
        spec.updater().withLearningRate(learningRate * spec.updater().learningRate()),
        l2 * Objects.requireNonNull(spec.l2()),
        weightDecay * Objects.requireNonNull(spec.weightDecay()),
        spec.clip() == null ? null : spec.clip().withNormTimes(clipNorm));
  }
}
