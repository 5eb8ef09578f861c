package io.twinhead.training;

import io.twinhead.config.InputException;
import java.util.function.Supplier;

/** A training computed something that is not a finite number, and cannot recover. */
public final class Divergence extends InputException {
  private static final long serialVersionUID = 1L;

  private Divergence(String message) {
    super(message);
  }

  private Divergence(String message, Divergence cause) {
    super(message, cause);
  }

  /**
   * Returns {@code value}.
   *
   * @param what became so, put into words only then: this runs for every step and example
   * @throws Divergence if it is infinite or NaN
   */
  static double requireFinite(double value, Supplier<String> what) {
    if (!Double.isFinite(value)) {
      throw of(value, what.get());
    }
    return value;
  }

  /** Of the output for one of so many examples, while training. */
  static Inference.Refusal ofOutput(int examples) {
    return (example, output) ->
        of(output, "the network's output for example %d of %d".formatted(example + 1, examples));
  }

  private static Divergence of(double value, String what) {
    return new Divergence("%s became %s, so training has diverged".formatted(what, value));
  }

  /** The same with its place in the training. */
  Divergence in(String place) {
    return new Divergence(place + ": " + getMessage(), this);
  }

  /** The same with what to do about it. */
  Divergence at(double learningRate) {
    return new Divergence(
        ("%s: take a smaller learning rate, such as --learning-rate %s in place of %s, or limit the"
                + " gradients with --clip-norm 1, or look for extreme values in the data (--scaling"
                + " logistic tames them)")
            .formatted(
                getMessage(), TwoDigits.text(learningRate / 10), TwoDigits.text(learningRate)),
        this);
  }

  /** The same with what became of the weights. */
  public Divergence andSo(String outcome) {
    return new Divergence(getMessage() + ". " + outcome, this);
  }
}
