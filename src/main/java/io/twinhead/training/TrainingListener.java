package io.twinhead.training;

/** Watches one training; called by the thread that trains. */
public interface TrainingListener {
  /** After the first optimisation step. */
  default void firstStep() {}

  /** After an epoch's validation. */
  default void epochEnded(Epoch epoch) {}
}
