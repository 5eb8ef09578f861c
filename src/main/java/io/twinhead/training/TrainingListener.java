package io.twinhead.training;

import java.util.List;

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

  /** After each step, and after {@link #epochEnded}: the training could stop here and go on. */
  default void reached(Moment moment) {}

  /** Before the training stops because its thread was interrupted. */
  default void interrupted(Moment moment) {}

  /** Tells each of them, in this order. */
  static TrainingListener all(TrainingListener... listeners) {
    List<TrainingListener> all = List.of(listeners);
    return new TrainingListener() {
      @Override
      public void startsFrom(double validationLoss, double baseline) {
        all.forEach(one -> one.startsFrom(validationLoss, baseline));
      }

      @Override
      public void firstStep() {
        all.forEach(TrainingListener::firstStep);
      }

      @Override
      public void epochEnded(Epoch epoch) {
        all.forEach(one -> one.epochEnded(epoch));
      }

      @Override
      public void reached(Moment moment) {
        all.forEach(one -> one.reached(moment));
      }

      @Override
      public void interrupted(Moment moment) {
        all.forEach(one -> one.interrupted(moment));
      }
    };
  }
}
