package io.twinhead.training;

import io.twinhead.config.PlanConfig;
import org.jspecify.annotations.Nullable;

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

  /** Steps of the epoch that runs; 0 when one has just ended. */
  int step();

  /** Mean loss of those steps, as {@link Epoch#trainLoss} will be; NaN before the first. */
  double trainLoss();

  /** Examples learnt from in a second of those steps; NaN before the first. */
  double samplesPerSecond();

  /** The ended epoch with the lowest validation loss; 0 before the first. */
  int bestEpoch();

  /** What the engine decided by measuring; null for an engine that decides nothing. */
  @Nullable PlanConfig plan();

  /** Copies everything that it takes to go on from here. */
  Checkpoint checkpoint();
}
