package io.twinhead.engine;

/** One prepared operation: arguments, inputs and outputs are fixed, {@link #run} does it again. */
interface Op {
  void run();

  OpInfo info();
}
