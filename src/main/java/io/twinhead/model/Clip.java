package io.twinhead.model;

import java.util.Objects;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.jspecify.annotations.Nullable;

/**
 * A limit on the gradients of each step, before the updater sees them: {@code clip: {norm: 1.0}} or
 * {@code clip: {value: 0.5}}, one of the two.
 *
 * @param norm what the Euclidean norm of each layer's gradient is scaled down to if it is larger,
 *     weights and biases together; of each layer by itself, not of the whole network as by
 *     PyTorch's {@code clip_grad_norm_}
 * @param value what each component of the gradient is cut to, on both sides of 0
 */
public record Clip(@Nullable Double norm, @Nullable Double value) {
  public Clip {
    if ((norm == null) == (value == null)) {
      throw new IllegalArgumentException(
          norm == null
              ? "clip has no limit: give it norm or value"
              : "clip has both norm = %s and value = %s: keep one".formatted(norm, value));
    }
    Checks.requirePositive(norm == null ? "value" : "norm", limit(norm, value));
  }

  /** The same with the limit on norms, if that is what it has, multiplied by {@code factor}. */
  Clip withNormTimes(double factor) {
    return norm == null ? this : new Clip(norm * factor, null);
  }

  GradientNormalization toDl4j() {
    return norm == null
        ? GradientNormalization.ClipElementWiseAbsoluteValue
        : GradientNormalization.ClipL2PerLayer;
  }

  double limit() {
    return limit(norm, value);
  }

  private static double limit(@Nullable Double norm, @Nullable Double value) {
    return norm == null ? Objects.requireNonNull(value) : norm;
  }
}
