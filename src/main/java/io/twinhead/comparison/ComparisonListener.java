package io.twinhead.comparison;

/** Watches a comparison; called by several threads, one call at a time. */
public interface ComparisonListener {
  /** Before the first training. */
  default void started(int trainings) {}

  /** After the very first optimisation step. */
  default void firstStep() {}

  /** After each training. */
  default void trained(Outcome outcome) {}

  /**
   * Before two networks take steps together.
   *
   * @param precision {@code FLOAT} or {@code DOUBLE}
   */
  default void lockstep(LockstepKind kind, String precision) {}
}
