package io.twinhead.training;

/** A training between two steps, as its listeners see it; valid until the listener returns. */
public interface Moment {
  /** The epoch that runs, or has just ended; from 1 on. */
  int epoch();

  /** Whether it has just ended, with its validation. */
  boolean epochEnded();

  /** Steps taken in all. */
  long steps();

  /** Steps of a whole epoch. */
  int stepsPerEpoch();

  /** Epochs that the training may take. */
  int epochs();

  /** Copies everything that it takes to go on from here. */
  Checkpoint checkpoint();
}
