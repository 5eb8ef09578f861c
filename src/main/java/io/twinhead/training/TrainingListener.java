package io.twinhead.training;

/** Watches one training; called by the thread that trains. */
public interface TrainingListener {
  /**
   * Before the first step from weights that have learnt something.
   *
   * @param validationLoss of the validation part, in nats
   * @param baseline the loss of knowing nothing but the prevalence
   */
  default void startsFrom(double validationLoss, double baseline) {}

  /** After the first optimisation step. */
  default void firstStep() {}

  /** After an epoch's validation. */
  default void epochEnded(Epoch epoch) {}
}
