package io.twinhead.engine;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Something done many times in rounds, and how long each time took. */
final class TimedAction {
  private static final long WARM_UP_NANOS = 300_000_000;

  private final Runnable action;
  private final LongSupplier clock;
  private double[] nanos = {};
  private int done;

  /** Times {@code action} by {@code clock}, which tells nanoseconds. */
  TimedAction(Runnable action, LongSupplier clock) {
    this.action = action;
    this.clock = clock;
  }

  /** Repeats the action, untimed, for a while, and returns the nanoseconds of the fastest. */
  long warmUp() {
    long start = clock.getAsLong();
    long before = start;
    long fastest = Long.MAX_VALUE;
    while (before - start < WARM_UP_NANOS) {
      act();
      long after = clock.getAsLong();
      fastest = Math.min(fastest, after - before);
      before = after;
    }
    return Math.max(1, fastest);
  }

  /** Makes room for {@code times} measurements, so that measuring allocates nothing. */
  void plan(int times) {
    nanos = new double[times];
  }

  /** Does and times the part of round {@code round}, from 0, of {@code rounds}. */
  void run(int round, int rounds) {
    int end = (int) ((long) nanos.length * (round + 1) / rounds);
    while (done < end) {
      long start = clock.getAsLong();
      act();
      nanos[done++] = clock.getAsLong() - start;
    }
  }

  private void act() {
    if (Thread.interrupted()) {
      throw new CancellationException("interrupted while measuring");
    }
    action.run();
  }

  double medianMillis() {
    return new Median().evaluate(nanos, 0, done) / 1e6;
  }

  double bestMillis() {
    return Arrays.stream(nanos, 0, done).min().orElseThrow() / 1e6;
  }
}
