package io.twinhead.training;

import io.twinhead.config.InputException;
import java.util.function.Supplier;

/** What to say when a network computes something that is no longer a finite number. */
final class Divergence {
  private Divergence() {}

  /**
   * Returns {@code value}.
   *
   * @param what became so, put into words only then: this runs for every step and example
   * @throws InputException if it is infinite or NaN
   */
  static double requireFinite(double value, Supplier<String> what) {
    if (!Double.isFinite(value)) {
      throw new InputException(
          "%s became %s, so training has diverged: reduce the learning rate in the model file, or look"
                  .formatted(what.get(), value)
              + " for extreme values in the data (--scaling logistic tames them)");
    }
    return value;
  }
}
